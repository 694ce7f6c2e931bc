export { commerceFiles } from './commerce-files.ts';
export { loadCommerce } from './load-commerce.ts';

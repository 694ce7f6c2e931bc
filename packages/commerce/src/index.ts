export { commerceDirectory } from './commerce-directory.ts';
export { loadCommerceDomain } from './load-commerce-domain.ts';
export { loadCommerceVertical } from './load-commerce-vertical.ts';
export { loadCommerce } from './load-commerce.ts';

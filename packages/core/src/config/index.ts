export {
  configFromValue,
  parseConfig,
  readConfigFile,
  type ConfigDocument,
  type ConfigPath,
} from './config-document.ts';
export { FindingList } from './finding-list.ts';
export { checkConfig, validateConfig, type CheckedConfig } from './validate-config.ts';
export { wordsOfPath } from './words-of-path.ts';

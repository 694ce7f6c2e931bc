export {
  configFromValue,
  parseConfig,
  readConfigFile,
  type ConfigDocument,
  type ConfigPath,
} from './config-document.ts';
export { checkConfig, unlistedFindings, validateConfig, type CheckedConfig } from './validate-config.ts';
export { wordsOfPath } from './words-of-path.ts';

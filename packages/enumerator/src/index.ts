export {
  manifestSchema,
  type AxisAccount,
  type CellAccount,
  type FileEntry,
  type Manifest,
  type RuleAccount,
  type Selection,
} from './manifest-schema.ts';

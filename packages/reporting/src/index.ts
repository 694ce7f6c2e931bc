export { renderCoverageReport, type CoverageReportInput, type ReportFile } from './coverage-report.ts';
export {
  estimateCosts,
  estimateTokens,
  type CostEstimate,
  type EstimateOptions,
  type TokenEstimate,
} from './estimate.ts';

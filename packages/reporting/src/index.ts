export { renderCoverageReport, type CoverageReportInput, type ReportFile } from './coverage-report.ts';
export {
  CONVERSATIONS_REPORT,
  renderConversationsReport,
  type ConversationsReportInput,
} from './conversations/conversations-report.ts';
export {
  conversationsReportSchema,
  type ConversationsReport,
  type ReportedDataset,
} from './conversations/report-schema.ts';
export {
  estimateCosts,
  estimateTokens,
  type CostEstimate,
  type EstimateOptions,
  type TokenEstimate,
} from './estimate.ts';

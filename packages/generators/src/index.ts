export { conversationId, ConversationWriter, twinId, type WrittenCase } from './write-conversation.ts';

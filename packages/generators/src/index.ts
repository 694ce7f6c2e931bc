export { conversationId, ConversationWriter, type WrittenCase } from './write-conversation.ts';

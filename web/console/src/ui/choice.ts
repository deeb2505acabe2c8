export type { Choice } from '@/api/choice';

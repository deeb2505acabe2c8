export interface SentTo {
  name: string;
  sent_to: string;
  expires_at: string;
}

export interface OneTimeSecret {
  name: string;
  secret: string;
  expires_at: string;
}

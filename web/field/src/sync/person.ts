// Who records: the user who was signed in last on this phone, also when that login has ended, and the shipment links that
// its holders opened here.
import { shallowRef } from 'vue';
import { keepIn, keptIn } from '@/data/database';
import type { Owner, ShipmentStep } from '@/data/record';

export type Person = Extract<Owner, { kind: 'user' }>;

export interface KnownLink {
  secret: string;
  lot_number: string;
  product: string;
  product_en?: string; // of what an older release kept nobody knows it
  party: string;
  party_en?: string;
  vehicle: string;
  steps: ShipmentStep[];
  expires_at: string;
}

export const me = shallowRef<Person | null>(null);
export const links = shallowRef<KnownLink[]>([]);

export async function loadPerson(): Promise<void> {
  me.value = (await keptIn<Person>('me')) ?? null;
  links.value = (await keptIn<KnownLink[]>('links')) ?? [];
}

export async function keepLink(link: KnownLink): Promise<void> {
  links.value = [link, ...links.value.filter((one) => one.secret !== link.secret)].slice(0, 20);
  await keepIn('links', links.value);
}

export async function forgetLink(secret: string): Promise<void> {
  links.value = links.value.filter((one) => one.secret !== secret);
  await keepIn('links', links.value);
}

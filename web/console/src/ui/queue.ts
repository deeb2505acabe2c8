// A queue of what people sent and others decide: what is its own of each. (QueuePage.vue)
import type { TextKey } from '@/i18n';

/** What is in a queue; who decides says which version was looked at, where there are several. */
export interface Queued {
  id: string;
  state: string;
  version?: number;
}

/** What may be done about one, by the function AREA.VERB. */
export interface QueueAct<Row> {
  verb: string;
  label: TextKey;
  done: TextKey;
  isOpen: (row: Row) => boolean;
  kind?: 'primary' | 'danger';
  /** Asked before it is done; without it one press does it. */
  ask?: { title: TextKey; hint: TextKey; words: 'needed' | 'optional' | 'none' };
}

export interface Queue<Row> {
  area: 'registration' | 'privacy' | 'report';
  /** The function that lists them, by state. */
  list: string;
  title: TextKey;
  lead: TextKey;
  /** The group of the words of its states, and those that are asked for; the first at first. */
  group: string;
  states: string[];
  /** The member by which its functions name one. */
  subject: string;
  /** What is said with a decision. */
  words: { member: string; label: TextKey; max?: number };
  acts: QueueAct<Row>[];
}

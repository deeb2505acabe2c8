// What may become of a range of codes, as the platform's table of states says (src/business/code_states.cpp).

export type RangeVerb = 'approve' | 'print' | 'deliver' | 'lose' | 'take_back' | 'recover' | 'annul';

const moves: Record<string, RangeVerb[]> = {
  requested: ['approve', 'annul'],
  approved: ['print', 'deliver', 'annul'],
  printing: ['deliver', 'lose', 'annul'],
  delivered: ['lose', 'take_back', 'annul'],
  bound: ['print', 'deliver', 'lose', 'take_back', 'annul'],
  lost: ['recover', 'take_back', 'annul'],
  returned: ['recover', 'annul'],
};

export const movesOf = (state: string): RangeVerb[] => moves[state] ?? [];

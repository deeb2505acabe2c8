// Light and dark: as the device says, unless somebody chose.
import { computed, ref, watchEffect } from 'vue';
import { keep, kept } from './kept';

export type Theme = 'auto' | 'light' | 'dark';

const chosen = kept('theme');
export const theme = ref<Theme>(chosen === 'light' || chosen === 'dark' ? chosen : 'auto');

const device = window.matchMedia('(prefers-color-scheme: dark)');
const deviceDark = ref(device.matches);
device.addEventListener?.('change', (event) => (deviceDark.value = event.matches));

export const isDark = computed(() => theme.value === 'dark' || (theme.value === 'auto' && deviceDark.value));

watchEffect(() => {
  keep('theme', theme.value === 'auto' ? null : theme.value);
  document.documentElement.classList.toggle('dark', isDark.value);
});

// Records in the field: scanned or typed, with or without network, sent when the platform can be reached. (clauses 5.2, 5.6)
import { createApp } from 'vue';
import '@shared/base.css';
import '@shared/theme';
import App from './App.vue';
import './style.css';

createApp(App).mount('#app');

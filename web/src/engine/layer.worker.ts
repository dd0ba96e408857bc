import { openFiles, pagePort } from './browser_worker.ts';
import { serveLayer } from './layer_service.ts';

serveLayer(pagePort(), openFiles);

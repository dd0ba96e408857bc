import { openFiles, pagePort } from './browser_worker.ts';
import { serveIndex } from './index_service.ts';

serveIndex(pagePort(), openFiles);

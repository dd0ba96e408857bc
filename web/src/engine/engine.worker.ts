/** The one script of all workers in the page; the worker's name says which work it does. */
import { openFiles, pagePort } from './browser_worker.ts';
import { INDEX_WORKER } from './host.ts';
import { serveIndex } from './index_service.ts';
import { serveLayer } from './layer_service.ts';

if (self.name === INDEX_WORKER) serveIndex(pagePort(), openFiles);
else serveLayer(pagePort(), openFiles);

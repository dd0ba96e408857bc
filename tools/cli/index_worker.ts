import { serveIndex } from '../../web/src/engine/index_service.ts';
import { openPaths } from './node_source.ts';
import { mainPort } from './node_worker.ts';

serveIndex(mainPort(), openPaths);

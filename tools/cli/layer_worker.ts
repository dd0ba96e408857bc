import { serveLayer } from '../../web/src/engine/layer_service.ts';
import { openPaths } from './node_source.ts';
import { mainPort } from './node_worker.ts';

serveLayer(mainPort(), openPaths);

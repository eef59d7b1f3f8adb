import { synthesizePipeline } from 'penstock/constructs/pipeline';
import { stages } from '../lib/stages.ts';

synthesizePipeline({ stages });

import * as v from 'valibot';
import { text, time } from '../runtime/dynamodb-item.ts';

/** A message that stands in Slack, and somebody's claim to post it, as items keep them. */
export const postedMessage = v.object({ channel: text, ts: text, digest: v.string(), at: time });
export const claim = v.object({ by: text, at: time });

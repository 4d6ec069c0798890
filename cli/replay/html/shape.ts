import { type Html, html } from '../../../shared/notification/html/html.ts';
import type { Severity } from '../../../shared/verdict/verdict.ts';
import type { PageWords } from './page-words.ts';

/** The shape and letter of a severity, which nobody needs to hear: its name stands beside it. */
export function shapeOf(severity: Severity, { letters }: PageWords): Html {
	return html`<i class="shape ${severity}" aria-hidden="true"><b>${letters[severity]}</b></i>`;
}

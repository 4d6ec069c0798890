import type { Known } from '../history/history.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import type { Verdict } from './verdict.ts';

/** A sign-in with its verdict. */
export interface JudgedSignIn {
	readonly signIn: SignIn;
	readonly verdict: Verdict;
}

/** A sign-in with its verdict, and with what history knew when it was judged. */
export interface Judged extends JudgedSignIn {
	readonly known: Known;
}

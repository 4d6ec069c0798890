/** The help text of both commands. */
export const DEPLOY_USAGE = `eyes deploy               check the account, show what would change, ask, and deploy eyes.config.ts

  --config FILE        configuration (default: eyes.config.ts in this folder)
  --yes                do not ask
  --bootstrap          bootstrap the CDK where that is missing
  --scp ARN            of the containment SCP, for the hub of an organization, where your credentials may not list it
  --delegation-by-hand the organization already has a delegation policy: the stack outputs what to add to it

eyes destroy              delete everything but the table, the logs and the policies; refused while somebody is denied

  --end-containments --reason "…"   release everybody who is still denied, and wait until no policy denies anybody
  --config FILE, --yes as above
`;

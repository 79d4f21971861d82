-- A copy of a database must not speak to Amazon: no credentials, no running jobs.
UPDATE amazon_account
   SET lwa_client_id = NULL,
       lwa_client_secret = NULL,
       refresh_token = NULL,
       secret_expires_on = NULL,
       authorization_nonce = NULL,
       state = 'draft',
       state_reason = 'Neutralized copy of a database';
UPDATE amazon_store
   SET state = 'paused'
 WHERE state = 'live';
UPDATE ir_cron
   SET active = FALSE
 WHERE amazon_lane IS NOT NULL;

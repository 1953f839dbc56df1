ALTER TABLE "attention_checks" ADD COLUMN "sealed_text" text;--> statement-breakpoint
ALTER TABLE "attention_checks" ADD COLUMN "shown_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "attention_checks" ADD COLUMN "wrong_tries" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "attention_checks" ADD COLUMN "paused_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "streams" ADD COLUMN "key_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "streams" ADD COLUMN "session_id" uuid;--> statement-breakpoint
-- Who watches while the portal is renewed has fetched the key already.
UPDATE "streams" SET "key_at" = "opened_at";

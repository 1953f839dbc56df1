CREATE TYPE "public"."sms_outcome" AS ENUM('sent', 'retrying', 'refused', 'expired');--> statement-breakpoint
CREATE TABLE "sms_messages" (
	"id" uuid PRIMARY KEY NOT NULL,
	"phone" text NOT NULL,
	"phone_index" text NOT NULL,
	"trainee_ids" uuid[] DEFAULT '{}'::uuid[] NOT NULL,
	"kind" text NOT NULL,
	"body" text NOT NULL,
	"outcome" "sms_outcome" NOT NULL,
	"provider" text,
	"answer" text,
	"tries" smallint DEFAULT 1 NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"tried_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "corrections" ADD COLUMN "asked_by" uuid;--> statement-breakpoint
ALTER TABLE "corrections" ADD COLUMN "evidence_note" text;--> statement-breakpoint
CREATE INDEX "sms_messages_asked_at_index" ON "sms_messages" USING btree ("asked_at");--> statement-breakpoint
CREATE INDEX "sms_messages_phone_index_asked_at_index" ON "sms_messages" USING btree ("phone_index","asked_at");--> statement-breakpoint
CREATE INDEX "sms_messages_trainee_ids_index" ON "sms_messages" USING gin ("trainee_ids");--> statement-breakpoint
ALTER TABLE "corrections" ADD CONSTRAINT "corrections_second_person" CHECK ("corrections"."status" <> 'approved' or "corrections"."asked_by" is null or "corrections"."decided_by" <> "corrections"."asked_by");--> statement-breakpoint
ALTER TABLE "corrections" ADD CONSTRAINT "corrections_evidence" CHECK (("corrections"."asked_by" is null) = ("corrections"."evidence_note" is null));
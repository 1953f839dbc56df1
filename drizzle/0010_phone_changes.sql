CREATE TYPE "public"."phone_change_status" AS ENUM('waiting', 'in_force', 'cancelled');--> statement-breakpoint
CREATE TYPE "public"."phone_owner" AS ENUM('trainee', 'enterprise');--> statement-breakpoint
CREATE TABLE "phone_changes" (
	"account_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"owner" "phone_owner" NOT NULL,
	"phone" text NOT NULL,
	"status" "phone_change_status" DEFAULT 'waiting' NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"asked_by" uuid NOT NULL,
	"reason" text,
	"told" boolean NOT NULL,
	"takes_effect_at" timestamp with time zone NOT NULL,
	"decided_at" timestamp with time zone,
	"decided_by" uuid,
	CONSTRAINT "phone_changes_account_id_id_pk" PRIMARY KEY("account_id","id"),
	CONSTRAINT "phone_changes_decided" CHECK (("phone_changes"."status" = 'waiting') = ("phone_changes"."decided_at" is null)),
	CONSTRAINT "phone_changes_second_person" CHECK ("phone_changes"."status" <> 'in_force' or "phone_changes"."decided_by" is distinct from "phone_changes"."asked_by"),
	CONSTRAINT "phone_changes_time" CHECK ("phone_changes"."status" <> 'in_force' or "phone_changes"."decided_by" is not null or "phone_changes"."decided_at" >= "phone_changes"."takes_effect_at")
);
--> statement-breakpoint
ALTER TABLE "phone_changes" ADD CONSTRAINT "phone_changes_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "phone_changes_one_waits" ON "phone_changes" USING btree ("account_id") WHERE "phone_changes"."status" = 'waiting';--> statement-breakpoint
CREATE INDEX "phone_changes_takes_effect_at_index" ON "phone_changes" USING btree ("takes_effect_at") WHERE "phone_changes"."status" = 'waiting';
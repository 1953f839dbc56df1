CREATE TYPE "public"."pack_status" AS ENUM('waiting', 'ready', 'failed');--> statement-breakpoint
CREATE TABLE "certificate_packs" (
	"enterprise_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"class_id" uuid NOT NULL,
	"status" "pack_status" DEFAULT 'waiting' NOT NULL,
	"total" integer NOT NULL,
	"printed" integer DEFAULT 0 NOT NULL,
	"last_number" text DEFAULT '' NOT NULL,
	"unprintable" text[] DEFAULT '{}'::text[] NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "certificate_packs_enterprise_id_id_pk" PRIMARY KEY("enterprise_id","id")
);
--> statement-breakpoint
ALTER TABLE "certificate_packs" ADD CONSTRAINT "certificate_packs_enterprise_id_enterprises_id_fk" FOREIGN KEY ("enterprise_id") REFERENCES "public"."enterprises"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "certificate_packs" ADD CONSTRAINT "certificate_packs_class_id_classes_id_fk" FOREIGN KEY ("class_id") REFERENCES "public"."classes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "certificate_packs_one_waiting" ON "certificate_packs" USING btree ("enterprise_id") WHERE "certificate_packs"."status" = 'waiting';--> statement-breakpoint
CREATE INDEX "certificate_packs_asked_at_index" ON "certificate_packs" USING btree ("asked_at");
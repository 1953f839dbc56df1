CREATE TYPE "public"."media_upload_status" AS ENUM('receiving', 'waiting', 'transcoding', 'ready', 'failed');--> statement-breakpoint
CREATE TYPE "public"."correction_field" AS ENUM('name', 'id_number');--> statement-breakpoint
CREATE TYPE "public"."correction_status" AS ENUM('open', 'approved', 'declined');--> statement-breakpoint
CREATE TYPE "public"."enterprise_code_kind" AS ENUM('credit', 'registration', 'organization');--> statement-breakpoint
CREATE TYPE "public"."enterprise_kind" AS ENUM('company', 'institution', 'government', 'society', 'other');--> statement-breakpoint
CREATE TYPE "public"."enterprise_status" AS ENUM('pending', 'approved', 'rejected');--> statement-breakpoint
CREATE TYPE "public"."staff_role" AS ENUM('administrator', 'content_editor', 'reviewer', 'finance', 'hotline', 'region_manager', 'auditor');--> statement-breakpoint
CREATE TYPE "public"."roster_status" AS ENUM('draft', 'submitted', 'withdrawn');--> statement-breakpoint
ALTER TYPE "public"."sms_purpose" ADD VALUE 'register_enterprise';--> statement-breakpoint
ALTER TYPE "public"."sms_purpose" ADD VALUE 'recover_enterprise';--> statement-breakpoint
CREATE TABLE "media_uploads" (
	"id" uuid PRIMARY KEY NOT NULL,
	"status" "media_upload_status" DEFAULT 'receiving' NOT NULL,
	"file_name" text NOT NULL,
	"size_bytes" bigint NOT NULL,
	"received_bytes" bigint DEFAULT 0 NOT NULL,
	"progress_percent" smallint DEFAULT 0 NOT NULL,
	"failure" text,
	"media_id" uuid,
	"uploaded_by" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "media_uploads_size" CHECK ("media_uploads"."received_bytes" between 0 and "media_uploads"."size_bytes")
);
--> statement-breakpoint
CREATE TABLE "transfers" (
	"buyer_id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"announced_at" timestamp with time zone NOT NULL,
	"reference" text,
	"confirmed_at" timestamp with time zone,
	"confirmed_by" uuid,
	CONSTRAINT "transfers_buyer_id_order_id_pk" PRIMARY KEY("buyer_id","order_id"),
	CONSTRAINT "transfers_reference_unique" UNIQUE("reference"),
	CONSTRAINT "transfers_confirmed" CHECK (("transfers"."confirmed_at" is null) = ("transfers"."reference" is null))
);
--> statement-breakpoint
CREATE TABLE "corrections" (
	"trainee_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"field" "correction_field" NOT NULL,
	"status" "correction_status" DEFAULT 'open' NOT NULL,
	"value_cipher" text NOT NULL,
	"reason" text NOT NULL,
	"evidence_key" text,
	"asked_at" timestamp with time zone NOT NULL,
	"decided_at" timestamp with time zone,
	"decided_by" uuid,
	"answer" text,
	CONSTRAINT "corrections_trainee_id_id_pk" PRIMARY KEY("trainee_id","id"),
	CONSTRAINT "corrections_decided" CHECK (("corrections"."status" = 'open') = ("corrections"."decided_at" is null))
);
--> statement-breakpoint
CREATE TABLE "enterprises" (
	"id" uuid PRIMARY KEY NOT NULL,
	"status" "enterprise_status" DEFAULT 'pending' NOT NULL,
	"name" text NOT NULL,
	"kind" "enterprise_kind" NOT NULL,
	"code_kind" "enterprise_code_kind" NOT NULL,
	"code" text NOT NULL,
	"code_doubtful" boolean DEFAULT false NOT NULL,
	"region_code" text NOT NULL,
	"address" text NOT NULL,
	"contact_name" text NOT NULL,
	"phone" text NOT NULL,
	"licence_key" text NOT NULL,
	"invoice" jsonb NOT NULL,
	"submitted_at" timestamp with time zone NOT NULL,
	"decided_at" timestamp with time zone,
	"decided_by" uuid,
	"rejection" text,
	CONSTRAINT "enterprises_code_unique" UNIQUE("code"),
	CONSTRAINT "enterprises_decided" CHECK (("enterprises"."status" = 'pending') = ("enterprises"."decided_at" is null)),
	CONSTRAINT "enterprises_rejection" CHECK (("enterprises"."status" = 'rejected') = ("enterprises"."rejection" is not null))
);
--> statement-breakpoint
CREATE TABLE "staff" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_name" text NOT NULL,
	"name" text NOT NULL,
	"role" "staff_role" NOT NULL,
	"region_codes" text[] DEFAULT '{}'::text[] NOT NULL,
	"totp_cipher" text,
	"totp_confirmed_at" timestamp with time zone,
	"totp_step" bigint,
	"recovery_codes" text[] DEFAULT '{}'::text[] NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "staff_userName_unique" UNIQUE("user_name"),
	CONSTRAINT "staff_regions" CHECK (("staff"."role" = 'region_manager') = (cardinality("staff"."region_codes") > 0))
);
--> statement-breakpoint
CREATE TABLE "notice_attachments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"notice_id" uuid NOT NULL,
	"name" text NOT NULL,
	"file_key" text NOT NULL,
	"size_bytes" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "roster_reminders" (
	"enterprise_id" uuid NOT NULL,
	"trainee_id" uuid NOT NULL,
	"enrollment_id" uuid NOT NULL,
	"sent_at" timestamp with time zone NOT NULL,
	CONSTRAINT "roster_reminders_enterprise_id_enrollment_id_sent_at_pk" PRIMARY KEY("enterprise_id","enrollment_id","sent_at")
);
--> statement-breakpoint
CREATE TABLE "roster_rows" (
	"enterprise_id" uuid NOT NULL,
	"roster_id" uuid NOT NULL,
	"row" integer NOT NULL,
	"data_cipher" text NOT NULL,
	"problems" text[] DEFAULT '{}'::text[] NOT NULL,
	"repairs" smallint DEFAULT 0 NOT NULL,
	"trainee_id" uuid,
	"enrollment_id" uuid,
	"ended_at" timestamp with time zone,
	CONSTRAINT "roster_rows_enterprise_id_roster_id_row_pk" PRIMARY KEY("enterprise_id","roster_id","row")
);
--> statement-breakpoint
CREATE TABLE "rosters" (
	"enterprise_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"class_id" uuid NOT NULL,
	"status" "roster_status" DEFAULT 'draft' NOT NULL,
	"file" jsonb NOT NULL,
	"changes" jsonb,
	"people" integer NOT NULL,
	"ready" integer NOT NULL,
	"uploaded_at" timestamp with time zone NOT NULL,
	"submitted_at" timestamp with time zone,
	"order_id" uuid,
	"ended_at" timestamp with time zone,
	CONSTRAINT "rosters_enterprise_id_id_pk" PRIMARY KEY("enterprise_id","id"),
	CONSTRAINT "rosters_counts" CHECK ("rosters"."ready" between 0 and "rosters"."people"),
	CONSTRAINT "rosters_submitted" CHECK (("rosters"."status" = 'submitted') <= ("rosters"."submitted_at" is not null))
);
--> statement-breakpoint
ALTER TABLE "orders" RENAME COLUMN "trainee_id" TO "buyer_id";--> statement-breakpoint
ALTER TABLE "payments" RENAME COLUMN "trainee_id" TO "buyer_id";--> statement-breakpoint
ALTER TABLE "refund_requests" RENAME COLUMN "trainee_id" TO "buyer_id";--> statement-breakpoint
ALTER TABLE "refunds" RENAME COLUMN "trainee_id" TO "buyer_id";--> statement-breakpoint
ALTER TABLE "invoices" RENAME COLUMN "trainee_id" TO "buyer_id";--> statement-breakpoint
ALTER TABLE "order_items" DROP CONSTRAINT "order_items_once";--> statement-breakpoint
ALTER TABLE "order_items" DROP CONSTRAINT "order_items_trainee_id_order_id_orders_trainee_id_id_fk";
--> statement-breakpoint
ALTER TABLE "orders" DROP CONSTRAINT "orders_trainee_id_trainees_id_fk";
--> statement-breakpoint
ALTER TABLE "payments" DROP CONSTRAINT "payments_trainee_id_order_id_orders_trainee_id_id_fk";
--> statement-breakpoint
ALTER TABLE "refund_requests" DROP CONSTRAINT "refund_requests_trainee_id_order_id_orders_trainee_id_id_fk";
--> statement-breakpoint
ALTER TABLE "refunds" DROP CONSTRAINT "refunds_trainee_id_payment_id_payments_trainee_id_id_fk";
--> statement-breakpoint
ALTER TABLE "invoices" DROP CONSTRAINT "invoices_trainee_id_order_id_orders_trainee_id_id_fk";
--> statement-breakpoint
DROP INDEX "payments_trainee_id_order_id_index";--> statement-breakpoint
DROP INDEX "refunds_one_a_payment";--> statement-breakpoint
DROP INDEX "refund_requests_one_open";--> statement-breakpoint
DROP INDEX "invoices_one_live";--> statement-breakpoint
ALTER TABLE "order_items" DROP CONSTRAINT "order_items_trainee_id_id_pk";--> statement-breakpoint
ALTER TABLE "orders" DROP CONSTRAINT "orders_trainee_id_id_pk";--> statement-breakpoint
ALTER TABLE "payments" DROP CONSTRAINT "payments_trainee_id_id_pk";--> statement-breakpoint
ALTER TABLE "refund_requests" DROP CONSTRAINT "refund_requests_trainee_id_id_pk";--> statement-breakpoint
ALTER TABLE "refunds" DROP CONSTRAINT "refunds_trainee_id_id_pk";--> statement-breakpoint
ALTER TABLE "invoices" DROP CONSTRAINT "invoices_trainee_id_id_pk";--> statement-breakpoint
ALTER TABLE "order_items" ADD COLUMN "buyer_id" uuid;--> statement-breakpoint
UPDATE "order_items" SET "buyer_id" = "trainee_id";--> statement-breakpoint
ALTER TABLE "order_items" ALTER COLUMN "buyer_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "order_items" ADD CONSTRAINT "order_items_buyer_id_id_pk" PRIMARY KEY("buyer_id","id");--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_buyer_id_id_pk" PRIMARY KEY("buyer_id","id");--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_buyer_id_id_pk" PRIMARY KEY("buyer_id","id");--> statement-breakpoint
ALTER TABLE "refund_requests" ADD CONSTRAINT "refund_requests_buyer_id_id_pk" PRIMARY KEY("buyer_id","id");--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_buyer_id_id_pk" PRIMARY KEY("buyer_id","id");--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_buyer_id_id_pk" PRIMARY KEY("buyer_id","id");--> statement-breakpoint
ALTER TABLE "classes" ADD COLUMN "closed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "certificates" ADD COLUMN "replaced_by" uuid;--> statement-breakpoint
ALTER TABLE "order_items" ADD COLUMN "ended_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "refund_requests" ADD COLUMN "item_id" uuid;--> statement-breakpoint
ALTER TABLE "refunds" ADD COLUMN "item_id" uuid;--> statement-breakpoint
ALTER TABLE "sandbox_trades" ADD COLUMN "refunded_fen" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "invoices" ADD COLUMN "ofd_key" text;--> statement-breakpoint
ALTER TABLE "invoices" ADD COLUMN "xml_key" text;--> statement-breakpoint
ALTER TABLE "invoices" ADD COLUMN "reversal_asked_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "invoices" ADD COLUMN "reversed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "invoices" ADD COLUMN "reversal_number" text;--> statement-breakpoint
ALTER TABLE "media_uploads" ADD CONSTRAINT "media_uploads_media_id_media_id_fk" FOREIGN KEY ("media_id") REFERENCES "public"."media"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_buyer_id_order_id_orders_buyer_id_id_fk" FOREIGN KEY ("buyer_id","order_id") REFERENCES "public"."orders"("buyer_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "corrections" ADD CONSTRAINT "corrections_trainee_id_trainees_id_fk" FOREIGN KEY ("trainee_id") REFERENCES "public"."trainees"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enterprises" ADD CONSTRAINT "enterprises_id_accounts_id_fk" FOREIGN KEY ("id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enterprises" ADD CONSTRAINT "enterprises_region_code_regions_code_fk" FOREIGN KEY ("region_code") REFERENCES "public"."regions"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff" ADD CONSTRAINT "staff_id_accounts_id_fk" FOREIGN KEY ("id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_attachments" ADD CONSTRAINT "notice_attachments_notice_id_notices_id_fk" FOREIGN KEY ("notice_id") REFERENCES "public"."notices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roster_reminders" ADD CONSTRAINT "roster_reminders_trainee_id_enrollment_id_enrollments_trainee_id_id_fk" FOREIGN KEY ("trainee_id","enrollment_id") REFERENCES "public"."enrollments"("trainee_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roster_rows" ADD CONSTRAINT "roster_rows_enterprise_id_roster_id_rosters_enterprise_id_id_fk" FOREIGN KEY ("enterprise_id","roster_id") REFERENCES "public"."rosters"("enterprise_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roster_rows" ADD CONSTRAINT "roster_rows_trainee_id_enrollment_id_enrollments_trainee_id_id_fk" FOREIGN KEY ("trainee_id","enrollment_id") REFERENCES "public"."enrollments"("trainee_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rosters" ADD CONSTRAINT "rosters_enterprise_id_enterprises_id_fk" FOREIGN KEY ("enterprise_id") REFERENCES "public"."enterprises"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rosters" ADD CONSTRAINT "rosters_class_id_classes_id_fk" FOREIGN KEY ("class_id") REFERENCES "public"."classes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "media_uploads_status_updated_at_index" ON "media_uploads" USING btree ("status","updated_at");--> statement-breakpoint
CREATE INDEX "transfers_announced_at_index" ON "transfers" USING btree ("announced_at") WHERE "transfers"."confirmed_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "corrections_one_open" ON "corrections" USING btree ("trainee_id","field") WHERE "corrections"."status" = 'open';--> statement-breakpoint
CREATE INDEX "corrections_asked_at_index" ON "corrections" USING btree ("asked_at") WHERE "corrections"."status" = 'open';--> statement-breakpoint
CREATE INDEX "enterprises_status_submitted_at_index" ON "enterprises" USING btree ("status","submitted_at");--> statement-breakpoint
CREATE INDEX "notice_attachments_notice_id_index" ON "notice_attachments" USING btree ("notice_id");--> statement-breakpoint
CREATE INDEX "roster_rows_trainee_id_enrollment_id_index" ON "roster_rows" USING btree ("trainee_id","enrollment_id");--> statement-breakpoint
CREATE UNIQUE INDEX "rosters_one_draft" ON "rosters" USING btree ("enterprise_id","class_id") WHERE "rosters"."status" = 'draft';--> statement-breakpoint
CREATE UNIQUE INDEX "rosters_order" ON "rosters" USING btree ("enterprise_id","order_id");--> statement-breakpoint
ALTER TABLE "order_items" ADD CONSTRAINT "order_items_buyer_id_order_id_orders_buyer_id_id_fk" FOREIGN KEY ("buyer_id","order_id") REFERENCES "public"."orders"("buyer_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_buyer_id_accounts_id_fk" FOREIGN KEY ("buyer_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_buyer_id_order_id_orders_buyer_id_id_fk" FOREIGN KEY ("buyer_id","order_id") REFERENCES "public"."orders"("buyer_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refund_requests" ADD CONSTRAINT "refund_requests_buyer_id_order_id_orders_buyer_id_id_fk" FOREIGN KEY ("buyer_id","order_id") REFERENCES "public"."orders"("buyer_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_buyer_id_payment_id_payments_buyer_id_id_fk" FOREIGN KEY ("buyer_id","payment_id") REFERENCES "public"."payments"("buyer_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_buyer_id_order_id_orders_buyer_id_id_fk" FOREIGN KEY ("buyer_id","order_id") REFERENCES "public"."orders"("buyer_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_log_at_index" ON "audit_log" USING btree ("at");--> statement-breakpoint
CREATE INDEX "audit_log_action_at_index" ON "audit_log" USING btree ("action","at");--> statement-breakpoint
CREATE INDEX "order_items_trainee_id_enrollment_id_index" ON "order_items" USING btree ("trainee_id","enrollment_id");--> statement-breakpoint
CREATE INDEX "payments_buyer_id_order_id_index" ON "payments" USING btree ("buyer_id","order_id");--> statement-breakpoint
CREATE UNIQUE INDEX "refund_requests_one_open" ON "refund_requests" USING btree ("buyer_id","order_id",coalesce("item_id", "order_id")) WHERE "refund_requests"."status" = 'open';--> statement-breakpoint
CREATE UNIQUE INDEX "invoices_one_live" ON "invoices" USING btree ("buyer_id","order_id") WHERE "invoices"."status" <> 'reversed';--> statement-breakpoint
ALTER TABLE "order_items" ADD CONSTRAINT "order_items_once" UNIQUE NULLS NOT DISTINCT("buyer_id","order_id","enrollment_id","course_id");--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_once" UNIQUE NULLS NOT DISTINCT("buyer_id","payment_id","item_id");
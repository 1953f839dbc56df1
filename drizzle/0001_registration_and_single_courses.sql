CREATE TYPE "public"."certificate_form" AS ENUM('table', 'diploma');--> statement-breakpoint
CREATE TYPE "public"."pricing" AS ENUM('class', 'hour', 'course');--> statement-breakpoint
CREATE TYPE "public"."refund_request_status" AS ENUM('open', 'approved', 'declined');--> statement-breakpoint
CREATE TYPE "public"."consent_document" AS ENUM('terms', 'privacy', 'sensitive_data');--> statement-breakpoint
CREATE TYPE "public"."document_kind" AS ENUM('resident_id', 'residence_permit', 'foreigner_permit', 'passport');--> statement-breakpoint
ALTER TYPE "public"."selection_timing" ADD VALUE 'single_courses';--> statement-breakpoint
ALTER TYPE "public"."sms_purpose" ADD VALUE 'register';--> statement-breakpoint
ALTER TYPE "public"."sms_purpose" ADD VALUE 'activate';--> statement-breakpoint
CREATE TABLE "refund_requests" (
	"trainee_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"status" "refund_request_status" DEFAULT 'open' NOT NULL,
	"reason" text NOT NULL,
	"requested_at" timestamp with time zone NOT NULL,
	"decided_at" timestamp with time zone,
	"decided_by" uuid,
	"answer" text,
	CONSTRAINT "refund_requests_trainee_id_id_pk" PRIMARY KEY("trainee_id","id"),
	CONSTRAINT "refund_requests_decided" CHECK (("refund_requests"."status" = 'open') = ("refund_requests"."decided_at" is null))
);
--> statement-breakpoint
CREATE TABLE "applications" (
	"trainee_id" uuid NOT NULL,
	"program_id" uuid NOT NULL,
	"employer" text,
	"region_code" text,
	"technical_grade" text,
	"class_id" uuid,
	"other_region_reason" text,
	"course_ids" uuid[] DEFAULT '{}'::uuid[] NOT NULL,
	"courses_confirmed" boolean DEFAULT false NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "applications_trainee_id_program_id_pk" PRIMARY KEY("trainee_id","program_id")
);
--> statement-breakpoint
CREATE TABLE "consents" (
	"account_id" uuid NOT NULL,
	"document" "consent_document" NOT NULL,
	"version" text NOT NULL,
	"agreed_at" timestamp with time zone NOT NULL,
	"address" text,
	CONSTRAINT "consents_account_id_document_version_pk" PRIMARY KEY("account_id","document","version")
);
--> statement-breakpoint
CREATE TABLE "employers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"region_code" text,
	CONSTRAINT "employers_name_unique" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "history_records" (
	"trainee_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"year" smallint NOT NULL,
	"title" text NOT NULL,
	"credit_hours" smallint NOT NULL,
	"certificate_number" text,
	"passed_on" text,
	CONSTRAINT "history_records_trainee_id_id_pk" PRIMARY KEY("trainee_id","id")
);
--> statement-breakpoint
CREATE TABLE "registration_drafts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"token_hash" text NOT NULL,
	"data_cipher" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "registration_drafts_tokenHash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
DROP INDEX "order_items_enrollment";--> statement-breakpoint
DROP INDEX "certificates_one_valid";--> statement-breakpoint
DROP INDEX "studies_one_take";--> statement-breakpoint
ALTER TABLE "classes" ALTER COLUMN "seats" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "programs" ALTER COLUMN "fee_fen" SET DEFAULT 0;--> statement-breakpoint
ALTER TABLE "chapters" ADD COLUMN "preview" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "courses" ADD COLUMN "search_text" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "program_courses" ADD COLUMN "price_fen" integer;--> statement-breakpoint
ALTER TABLE "programs" ADD COLUMN "pricing" "pricing" DEFAULT 'class' NOT NULL;--> statement-breakpoint
ALTER TABLE "programs" ADD COLUMN "certificate_form" "certificate_form" DEFAULT 'table' NOT NULL;--> statement-breakpoint
ALTER TABLE "programs" ADD COLUMN "refund_days" smallint;--> statement-breakpoint
ALTER TABLE "programs" ADD COLUMN "refund_max_learnt_percent" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "order_items" ADD COLUMN "course_id" uuid;--> statement-breakpoint
ALTER TABLE "enrollments" ADD COLUMN "employer" text;--> statement-breakpoint
ALTER TABLE "enrollments" ADD COLUMN "other_region_reason" text;--> statement-breakpoint
ALTER TABLE "studies" ADD COLUMN "ended_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "must_activate" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "trainees" ADD COLUMN "document_kind" "document_kind" DEFAULT 'resident_id' NOT NULL;--> statement-breakpoint
ALTER TABLE "refund_requests" ADD CONSTRAINT "refund_requests_trainee_id_order_id_orders_trainee_id_id_fk" FOREIGN KEY ("trainee_id","order_id") REFERENCES "public"."orders"("trainee_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "applications" ADD CONSTRAINT "applications_trainee_id_trainees_id_fk" FOREIGN KEY ("trainee_id") REFERENCES "public"."trainees"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "applications" ADD CONSTRAINT "applications_program_id_programs_id_fk" FOREIGN KEY ("program_id") REFERENCES "public"."programs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "applications" ADD CONSTRAINT "applications_region_code_regions_code_fk" FOREIGN KEY ("region_code") REFERENCES "public"."regions"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "applications" ADD CONSTRAINT "applications_class_id_classes_id_fk" FOREIGN KEY ("class_id") REFERENCES "public"."classes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consents" ADD CONSTRAINT "consents_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "employers" ADD CONSTRAINT "employers_region_code_regions_code_fk" FOREIGN KEY ("region_code") REFERENCES "public"."regions"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "history_records" ADD CONSTRAINT "history_records_trainee_id_trainees_id_fk" FOREIGN KEY ("trainee_id") REFERENCES "public"."trainees"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "refund_requests_one_open" ON "refund_requests" USING btree ("trainee_id","order_id") WHERE "refund_requests"."status" = 'open';--> statement-breakpoint
CREATE UNIQUE INDEX "history_records_once" ON "history_records" USING btree ("trainee_id","year","title");--> statement-breakpoint
CREATE INDEX "registration_drafts_expires_at_index" ON "registration_drafts" USING btree ("expires_at");--> statement-breakpoint
ALTER TABLE "order_items" ADD CONSTRAINT "order_items_course_id_courses_id_fk" FOREIGN KEY ("course_id") REFERENCES "public"."courses"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "chapters_media_id_index" ON "chapters" USING btree ("media_id");--> statement-breakpoint
CREATE INDEX "program_courses_course_id_index" ON "program_courses" USING btree ("course_id");--> statement-breakpoint
CREATE INDEX "trainees_phone_index" ON "trainees" USING btree ("phone");--> statement-breakpoint
CREATE UNIQUE INDEX "certificates_one_valid" ON "certificates" USING btree ("trainee_id","enrollment_id") WHERE "certificates"."revoked_at" is null and "certificates"."kind" = 'training';--> statement-breakpoint
CREATE UNIQUE INDEX "studies_one_take" ON "studies" USING btree ("trainee_id","enrollment_id","course_id") WHERE "studies"."ended_at" is null;--> statement-breakpoint
ALTER TABLE "order_items" ADD CONSTRAINT "order_items_once" UNIQUE NULLS NOT DISTINCT("trainee_id","order_id","enrollment_id","course_id");--> statement-breakpoint
ALTER TABLE "program_courses" ADD CONSTRAINT "program_courses_price" CHECK ("program_courses"."price_fen" >= 0);
CREATE TYPE "public"."question_kind" AS ENUM('single', 'multiple', 'judgement');--> statement-breakpoint
CREATE TYPE "public"."selection_timing" AS ENUM('after_payment', 'before_payment');--> statement-breakpoint
CREATE TYPE "public"."certificate_kind" AS ENUM('training', 'hours');--> statement-breakpoint
CREATE TYPE "public"."buyer_kind" AS ENUM('company', 'public_body', 'person');--> statement-breakpoint
CREATE TYPE "public"."order_status" AS ENUM('pending', 'paid', 'cancelled', 'expired', 'refunding', 'refunded');--> statement-breakpoint
CREATE TYPE "public"."refund_status" AS ENUM('requested', 'done');--> statement-breakpoint
CREATE TYPE "public"."sandbox_trade_status" AS ENUM('waiting', 'paid', 'closed', 'refunded');--> statement-breakpoint
CREATE TYPE "public"."enrollment_status" AS ENUM('reserved', 'active', 'passed', 'released', 'withdrawn');--> statement-breakpoint
CREATE TYPE "public"."account_status" AS ENUM('active', 'disabled');--> statement-breakpoint
CREATE TYPE "public"."sms_purpose" AS ENUM('recover_password');--> statement-breakpoint
CREATE TYPE "public"."invoice_status" AS ENUM('requested', 'issuing', 'issued', 'failed', 'reversed');--> statement-breakpoint
CREATE TYPE "public"."notice_category" AS ENUM('announcement', 'manual', 'policy', 'faq');--> statement-breakpoint
CREATE TYPE "public"."attempt_status" AS ENUM('open', 'passed', 'failed');--> statement-breakpoint
CREATE TABLE "audit_log" (
	"id" uuid PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" uuid,
	"address" text,
	"action" text NOT NULL,
	"subject_id" uuid,
	"details" jsonb
);
--> statement-breakpoint
CREATE TABLE "categories" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"position" smallint NOT NULL,
	CONSTRAINT "categories_name_unique" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "chapters" (
	"id" uuid PRIMARY KEY NOT NULL,
	"course_id" uuid NOT NULL,
	"position" smallint NOT NULL,
	"title" text NOT NULL,
	"media_id" uuid NOT NULL,
	CONSTRAINT "chapters_courseId_position_unique" UNIQUE("course_id","position")
);
--> statement-breakpoint
CREATE TABLE "classes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"program_id" uuid NOT NULL,
	"region_code" text NOT NULL,
	"title" text NOT NULL,
	"seats" integer NOT NULL,
	"seats_taken" integer DEFAULT 0 NOT NULL,
	"enrol_from" timestamp with time zone NOT NULL,
	"enrol_until" timestamp with time zone NOT NULL,
	"study_from" timestamp with time zone NOT NULL,
	"study_until" timestamp with time zone NOT NULL,
	CONSTRAINT "classes_seats" CHECK ("classes"."seats_taken" between 0 and "classes"."seats"),
	CONSTRAINT "classes_enrol" CHECK ("classes"."enrol_from" < "classes"."enrol_until"),
	CONSTRAINT "classes_study" CHECK ("classes"."study_from" < "classes"."study_until")
);
--> statement-breakpoint
CREATE TABLE "courses" (
	"id" uuid PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"title" text NOT NULL,
	"summary" text NOT NULL,
	"provider_id" uuid NOT NULL,
	"category_id" uuid NOT NULL,
	"credit_hours" smallint NOT NULL,
	"published_at" timestamp with time zone,
	CONSTRAINT "courses_slug_unique" UNIQUE("slug"),
	CONSTRAINT "courses_hours" CHECK ("courses"."credit_hours" > 0)
);
--> statement-breakpoint
CREATE TABLE "media" (
	"id" uuid PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"storage_prefix" text NOT NULL,
	"duration_seconds" integer NOT NULL,
	"key_cipher" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "media_storagePrefix_unique" UNIQUE("storage_prefix"),
	CONSTRAINT "media_duration" CHECK ("media"."duration_seconds" > 0)
);
--> statement-breakpoint
CREATE TABLE "program_courses" (
	"program_id" uuid NOT NULL,
	"course_id" uuid NOT NULL,
	"part_id" uuid NOT NULL,
	"quiz_required" boolean DEFAULT true NOT NULL,
	CONSTRAINT "program_courses_program_id_course_id_pk" PRIMARY KEY("program_id","course_id")
);
--> statement-breakpoint
CREATE TABLE "program_parts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"program_id" uuid NOT NULL,
	"position" smallint NOT NULL,
	"name" text NOT NULL,
	"short_name" text NOT NULL,
	"required_hours" smallint NOT NULL,
	"compulsory" boolean DEFAULT false NOT NULL,
	CONSTRAINT "program_parts_programId_position_unique" UNIQUE("program_id","position"),
	CONSTRAINT "program_parts_programId_id_unique" UNIQUE("program_id","id"),
	CONSTRAINT "program_parts_hours" CHECK ("program_parts"."required_hours" > 0)
);
--> statement-breakpoint
CREATE TABLE "programs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"year" smallint NOT NULL,
	"category_id" uuid NOT NULL,
	"specialty_id" uuid,
	"title" text NOT NULL,
	"fee_fen" integer NOT NULL,
	"selection_timing" "selection_timing" DEFAULT 'after_payment' NOT NULL,
	"pass_mark" smallint DEFAULT 60 NOT NULL,
	"quiz_single" smallint NOT NULL,
	"quiz_multiple" smallint NOT NULL,
	"quiz_judgement" smallint NOT NULL,
	"attention_every_seconds" integer,
	"max_speed_percent" smallint DEFAULT 100 NOT NULL,
	"certificate_title" text DEFAULT '培训证明' NOT NULL,
	"certificate_prefix" text NOT NULL,
	"guidance" jsonb NOT NULL,
	"published_at" timestamp with time zone,
	CONSTRAINT "programs_fee" CHECK ("programs"."fee_fen" >= 0),
	CONSTRAINT "programs_pass_mark" CHECK ("programs"."pass_mark" between 1 and 100),
	CONSTRAINT "programs_speed" CHECK ("programs"."max_speed_percent" between 100 and 200)
);
--> statement-breakpoint
CREATE TABLE "providers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	CONSTRAINT "providers_name_unique" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "questions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"course_id" uuid NOT NULL,
	"kind" "question_kind" NOT NULL,
	"stem" text NOT NULL,
	"options" jsonb NOT NULL,
	"correct" jsonb NOT NULL,
	"explanation" text NOT NULL,
	"retired_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "specialties" (
	"id" uuid PRIMARY KEY NOT NULL,
	"category_id" uuid NOT NULL,
	"name" text NOT NULL,
	CONSTRAINT "specialties_categoryId_name_unique" UNIQUE("category_id","name")
);
--> statement-breakpoint
CREATE TABLE "certificate_serials" (
	"prefix" text NOT NULL,
	"year" smallint NOT NULL,
	"region_code" text NOT NULL,
	"last" integer NOT NULL,
	CONSTRAINT "certificate_serials_prefix_year_region_code_pk" PRIMARY KEY("prefix","year","region_code")
);
--> statement-breakpoint
CREATE TABLE "certificates" (
	"trainee_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"enrollment_id" uuid NOT NULL,
	"kind" "certificate_kind" NOT NULL,
	"number" text NOT NULL,
	"token" text NOT NULL,
	"snapshot" jsonb NOT NULL,
	"issued_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	"revoked_reason" text,
	CONSTRAINT "certificates_trainee_id_id_pk" PRIMARY KEY("trainee_id","id"),
	CONSTRAINT "certificates_number_unique" UNIQUE("number"),
	CONSTRAINT "certificates_token_unique" UNIQUE("token"),
	CONSTRAINT "certificates_revoked" CHECK (("certificates"."revoked_at" is null) = ("certificates"."revoked_reason" is null))
);
--> statement-breakpoint
CREATE TABLE "order_items" (
	"trainee_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"enrollment_id" uuid NOT NULL,
	"title" text NOT NULL,
	"amount_fen" integer NOT NULL,
	CONSTRAINT "order_items_trainee_id_id_pk" PRIMARY KEY("trainee_id","id")
);
--> statement-breakpoint
CREATE TABLE "orders" (
	"trainee_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"number" text NOT NULL,
	"status" "order_status" DEFAULT 'pending' NOT NULL,
	"amount_fen" integer NOT NULL,
	"invoice_title" jsonb,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"paid_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	CONSTRAINT "orders_trainee_id_id_pk" PRIMARY KEY("trainee_id","id"),
	CONSTRAINT "orders_number_unique" UNIQUE("number"),
	CONSTRAINT "orders_amount" CHECK ("orders"."amount_fen" >= 0),
	CONSTRAINT "orders_paid" CHECK (("orders"."status" in ('paid', 'refunding', 'refunded')) = ("orders"."paid_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "payments" (
	"trainee_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"provider" text NOT NULL,
	"trade_number" text NOT NULL,
	"method" text NOT NULL,
	"amount_fen" integer NOT NULL,
	"paid_at" timestamp with time zone NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	CONSTRAINT "payments_trainee_id_id_pk" PRIMARY KEY("trainee_id","id"),
	CONSTRAINT "payments_trade" UNIQUE("provider","trade_number"),
	CONSTRAINT "payments_amount" CHECK ("payments"."amount_fen" > 0)
);
--> statement-breakpoint
CREATE TABLE "refunds" (
	"trainee_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"payment_id" uuid NOT NULL,
	"amount_fen" integer NOT NULL,
	"status" "refund_status" DEFAULT 'requested' NOT NULL,
	"reason" text NOT NULL,
	"requested_at" timestamp with time zone NOT NULL,
	"done_at" timestamp with time zone,
	CONSTRAINT "refunds_trainee_id_id_pk" PRIMARY KEY("trainee_id","id")
);
--> statement-breakpoint
CREATE TABLE "sandbox_trades" (
	"order_number" text PRIMARY KEY NOT NULL,
	"trade_number" text NOT NULL,
	"subject" text NOT NULL,
	"amount_fen" integer NOT NULL,
	"method" text NOT NULL,
	"status" "sandbox_trade_status" DEFAULT 'waiting' NOT NULL,
	"notify_url" text NOT NULL,
	"return_url" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"paid_at" timestamp with time zone,
	CONSTRAINT "sandbox_trades_tradeNumber_unique" UNIQUE("trade_number")
);
--> statement-breakpoint
CREATE TABLE "candidates" (
	"trainee_id" uuid NOT NULL,
	"enrollment_id" uuid NOT NULL,
	"course_id" uuid NOT NULL,
	"added_at" timestamp with time zone NOT NULL,
	CONSTRAINT "candidates_trainee_id_enrollment_id_course_id_pk" PRIMARY KEY("trainee_id","enrollment_id","course_id")
);
--> statement-breakpoint
CREATE TABLE "enrollments" (
	"trainee_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"class_id" uuid NOT NULL,
	"program_id" uuid NOT NULL,
	"status" "enrollment_status" DEFAULT 'reserved' NOT NULL,
	"reserved_at" timestamp with time zone NOT NULL,
	"activated_at" timestamp with time zone,
	"passed_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	CONSTRAINT "enrollments_trainee_id_id_pk" PRIMARY KEY("trainee_id","id")
);
--> statement-breakpoint
CREATE TABLE "studies" (
	"trainee_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"enrollment_id" uuid NOT NULL,
	"course_id" uuid NOT NULL,
	"part_id" uuid NOT NULL,
	"credit_hours" smallint NOT NULL,
	"quiz_required" boolean NOT NULL,
	"selected_at" timestamp with time zone NOT NULL,
	"watched_at" timestamp with time zone,
	"best_score" smallint,
	"passed_at" timestamp with time zone,
	CONSTRAINT "studies_trainee_id_id_pk" PRIMARY KEY("trainee_id","id")
);
--> statement-breakpoint
CREATE TABLE "accounts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"status" "account_status" DEFAULT 'active' NOT NULL,
	"password_hash" text,
	"session_version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "attempt_limits" (
	"key" text PRIMARY KEY NOT NULL,
	"count" integer NOT NULL,
	"resets_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "demo_messages" (
	"id" uuid PRIMARY KEY NOT NULL,
	"phone" text NOT NULL,
	"body" text NOT NULL,
	"sent_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "regions" (
	"code" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"position" smallint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sms_codes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"phone" text NOT NULL,
	"purpose" "sms_purpose" NOT NULL,
	"code_hash" text NOT NULL,
	"sent_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	"tries" smallint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "trainees" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"id_number_cipher" text NOT NULL,
	"id_number_index" text NOT NULL,
	"id_number_masked" text NOT NULL,
	"phone" text,
	"employer" text,
	"region_code" text,
	"technical_grade" text,
	"photo_key" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "trainees_idNumberIndex_unique" UNIQUE("id_number_index"),
	CONSTRAINT "trainees_name_length" CHECK (char_length("trainees"."name") between 1 and 50)
);
--> statement-breakpoint
CREATE TABLE "used_tokens" (
	"nonce" text PRIMARY KEY NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "invoices" (
	"trainee_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"status" "invoice_status" DEFAULT 'requested' NOT NULL,
	"title" jsonb NOT NULL,
	"amount_fen" integer NOT NULL,
	"number" text,
	"file_key" text,
	"failure" text,
	"requested_at" timestamp with time zone NOT NULL,
	"issued_at" timestamp with time zone,
	CONSTRAINT "invoices_trainee_id_id_pk" PRIMARY KEY("trainee_id","id"),
	CONSTRAINT "invoices_number_unique" UNIQUE("number")
);
--> statement-breakpoint
CREATE TABLE "attention_checks" (
	"trainee_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"study_id" uuid NOT NULL,
	"chapter_id" uuid NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"answered_at" timestamp with time zone,
	CONSTRAINT "attention_checks_trainee_id_id_pk" PRIMARY KEY("trainee_id","id")
);
--> statement-breakpoint
CREATE TABLE "chapter_progress" (
	"trainee_id" uuid NOT NULL,
	"study_id" uuid NOT NULL,
	"chapter_id" uuid NOT NULL,
	"watched" "int4multirange" DEFAULT '{}'::int4multirange NOT NULL,
	"watched_seconds" integer DEFAULT 0 NOT NULL,
	"position_seconds" integer DEFAULT 0 NOT NULL,
	"completed_at" timestamp with time zone,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "chapter_progress_trainee_id_study_id_chapter_id_pk" PRIMARY KEY("trainee_id","study_id","chapter_id"),
	CONSTRAINT "chapter_progress_seconds" CHECK ("chapter_progress"."watched_seconds" >= 0 and "chapter_progress"."position_seconds" >= 0)
);
--> statement-breakpoint
CREATE TABLE "streams" (
	"trainee_id" uuid PRIMARY KEY NOT NULL,
	"id" uuid NOT NULL,
	"study_id" uuid NOT NULL,
	"chapter_id" uuid NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"reported_at" timestamp with time zone NOT NULL,
	"balance_ms" integer NOT NULL,
	"unchecked_seconds" integer DEFAULT 0 NOT NULL,
	"check_id" uuid
);
--> statement-breakpoint
CREATE TABLE "notice_reads" (
	"trainee_id" uuid NOT NULL,
	"notice_id" uuid NOT NULL,
	"read_at" timestamp with time zone NOT NULL,
	CONSTRAINT "notice_reads_trainee_id_notice_id_pk" PRIMARY KEY("trainee_id","notice_id")
);
--> statement-breakpoint
CREATE TABLE "notices" (
	"id" uuid PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"category" "notice_category" NOT NULL,
	"title" text NOT NULL,
	"body" jsonb NOT NULL,
	"pinned" boolean DEFAULT false NOT NULL,
	"published_at" timestamp with time zone,
	CONSTRAINT "notices_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "quiz_attempts" (
	"trainee_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"study_id" uuid NOT NULL,
	"number" smallint NOT NULL,
	"status" "attempt_status" DEFAULT 'open' NOT NULL,
	"pass_mark" smallint NOT NULL,
	"paper" jsonb NOT NULL,
	"answers" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"score" smallint,
	"opened_at" timestamp with time zone NOT NULL,
	"submitted_at" timestamp with time zone,
	CONSTRAINT "quiz_attempts_trainee_id_id_pk" PRIMARY KEY("trainee_id","id"),
	CONSTRAINT "quiz_attempts_submitted" CHECK (("quiz_attempts"."status" = 'open') = ("quiz_attempts"."submitted_at" is null and "quiz_attempts"."score" is null))
);
--> statement-breakpoint
ALTER TABLE "chapters" ADD CONSTRAINT "chapters_course_id_courses_id_fk" FOREIGN KEY ("course_id") REFERENCES "public"."courses"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chapters" ADD CONSTRAINT "chapters_media_id_media_id_fk" FOREIGN KEY ("media_id") REFERENCES "public"."media"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "classes" ADD CONSTRAINT "classes_program_id_programs_id_fk" FOREIGN KEY ("program_id") REFERENCES "public"."programs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "classes" ADD CONSTRAINT "classes_region_code_regions_code_fk" FOREIGN KEY ("region_code") REFERENCES "public"."regions"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "courses" ADD CONSTRAINT "courses_provider_id_providers_id_fk" FOREIGN KEY ("provider_id") REFERENCES "public"."providers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "courses" ADD CONSTRAINT "courses_category_id_categories_id_fk" FOREIGN KEY ("category_id") REFERENCES "public"."categories"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "program_courses" ADD CONSTRAINT "program_courses_course_id_courses_id_fk" FOREIGN KEY ("course_id") REFERENCES "public"."courses"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "program_courses" ADD CONSTRAINT "program_courses_program_id_part_id_program_parts_program_id_id_fk" FOREIGN KEY ("program_id","part_id") REFERENCES "public"."program_parts"("program_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "program_parts" ADD CONSTRAINT "program_parts_program_id_programs_id_fk" FOREIGN KEY ("program_id") REFERENCES "public"."programs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "programs" ADD CONSTRAINT "programs_category_id_categories_id_fk" FOREIGN KEY ("category_id") REFERENCES "public"."categories"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "programs" ADD CONSTRAINT "programs_specialty_id_specialties_id_fk" FOREIGN KEY ("specialty_id") REFERENCES "public"."specialties"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "questions" ADD CONSTRAINT "questions_course_id_courses_id_fk" FOREIGN KEY ("course_id") REFERENCES "public"."courses"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "specialties" ADD CONSTRAINT "specialties_category_id_categories_id_fk" FOREIGN KEY ("category_id") REFERENCES "public"."categories"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "certificates" ADD CONSTRAINT "certificates_trainee_id_enrollment_id_enrollments_trainee_id_id_fk" FOREIGN KEY ("trainee_id","enrollment_id") REFERENCES "public"."enrollments"("trainee_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_items" ADD CONSTRAINT "order_items_trainee_id_order_id_orders_trainee_id_id_fk" FOREIGN KEY ("trainee_id","order_id") REFERENCES "public"."orders"("trainee_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_items" ADD CONSTRAINT "order_items_trainee_id_enrollment_id_enrollments_trainee_id_id_fk" FOREIGN KEY ("trainee_id","enrollment_id") REFERENCES "public"."enrollments"("trainee_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_trainee_id_trainees_id_fk" FOREIGN KEY ("trainee_id") REFERENCES "public"."trainees"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_trainee_id_order_id_orders_trainee_id_id_fk" FOREIGN KEY ("trainee_id","order_id") REFERENCES "public"."orders"("trainee_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_trainee_id_payment_id_payments_trainee_id_id_fk" FOREIGN KEY ("trainee_id","payment_id") REFERENCES "public"."payments"("trainee_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "candidates" ADD CONSTRAINT "candidates_trainee_id_trainees_id_fk" FOREIGN KEY ("trainee_id") REFERENCES "public"."trainees"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "candidates" ADD CONSTRAINT "candidates_course_id_courses_id_fk" FOREIGN KEY ("course_id") REFERENCES "public"."courses"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "candidates" ADD CONSTRAINT "candidates_trainee_id_enrollment_id_enrollments_trainee_id_id_fk" FOREIGN KEY ("trainee_id","enrollment_id") REFERENCES "public"."enrollments"("trainee_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrollments" ADD CONSTRAINT "enrollments_trainee_id_trainees_id_fk" FOREIGN KEY ("trainee_id") REFERENCES "public"."trainees"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrollments" ADD CONSTRAINT "enrollments_class_id_classes_id_fk" FOREIGN KEY ("class_id") REFERENCES "public"."classes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrollments" ADD CONSTRAINT "enrollments_program_id_programs_id_fk" FOREIGN KEY ("program_id") REFERENCES "public"."programs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "studies" ADD CONSTRAINT "studies_trainee_id_trainees_id_fk" FOREIGN KEY ("trainee_id") REFERENCES "public"."trainees"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "studies" ADD CONSTRAINT "studies_course_id_courses_id_fk" FOREIGN KEY ("course_id") REFERENCES "public"."courses"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "studies" ADD CONSTRAINT "studies_part_id_program_parts_id_fk" FOREIGN KEY ("part_id") REFERENCES "public"."program_parts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "studies" ADD CONSTRAINT "studies_trainee_id_enrollment_id_enrollments_trainee_id_id_fk" FOREIGN KEY ("trainee_id","enrollment_id") REFERENCES "public"."enrollments"("trainee_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trainees" ADD CONSTRAINT "trainees_id_accounts_id_fk" FOREIGN KEY ("id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trainees" ADD CONSTRAINT "trainees_region_code_regions_code_fk" FOREIGN KEY ("region_code") REFERENCES "public"."regions"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invoices" ADD CONSTRAINT "invoices_trainee_id_order_id_orders_trainee_id_id_fk" FOREIGN KEY ("trainee_id","order_id") REFERENCES "public"."orders"("trainee_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chapter_progress" ADD CONSTRAINT "chapter_progress_chapter_id_chapters_id_fk" FOREIGN KEY ("chapter_id") REFERENCES "public"."chapters"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chapter_progress" ADD CONSTRAINT "chapter_progress_trainee_id_study_id_studies_trainee_id_id_fk" FOREIGN KEY ("trainee_id","study_id") REFERENCES "public"."studies"("trainee_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "streams" ADD CONSTRAINT "streams_trainee_id_study_id_studies_trainee_id_id_fk" FOREIGN KEY ("trainee_id","study_id") REFERENCES "public"."studies"("trainee_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_reads" ADD CONSTRAINT "notice_reads_trainee_id_trainees_id_fk" FOREIGN KEY ("trainee_id") REFERENCES "public"."trainees"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_reads" ADD CONSTRAINT "notice_reads_notice_id_notices_id_fk" FOREIGN KEY ("notice_id") REFERENCES "public"."notices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quiz_attempts" ADD CONSTRAINT "quiz_attempts_trainee_id_study_id_studies_trainee_id_id_fk" FOREIGN KEY ("trainee_id","study_id") REFERENCES "public"."studies"("trainee_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_log_actor_id_at_index" ON "audit_log" USING btree ("actor_id","at");--> statement-breakpoint
CREATE INDEX "audit_log_subject_id_at_index" ON "audit_log" USING btree ("subject_id","at");--> statement-breakpoint
CREATE INDEX "classes_program_id_region_code_index" ON "classes" USING btree ("program_id","region_code");--> statement-breakpoint
CREATE INDEX "questions_course_id_index" ON "questions" USING btree ("course_id");--> statement-breakpoint
CREATE UNIQUE INDEX "certificates_one_valid" ON "certificates" USING btree ("trainee_id","enrollment_id","kind") WHERE "certificates"."revoked_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "order_items_enrollment" ON "order_items" USING btree ("trainee_id","order_id","enrollment_id");--> statement-breakpoint
CREATE INDEX "orders_expires_at_index" ON "orders" USING btree ("expires_at") WHERE "orders"."status" = 'pending';--> statement-breakpoint
CREATE INDEX "payments_trainee_id_order_id_index" ON "payments" USING btree ("trainee_id","order_id");--> statement-breakpoint
CREATE UNIQUE INDEX "refunds_one_a_payment" ON "refunds" USING btree ("trainee_id","payment_id");--> statement-breakpoint
CREATE UNIQUE INDEX "enrollments_one_live" ON "enrollments" USING btree ("trainee_id","program_id") WHERE "enrollments"."status" in ('reserved', 'active', 'passed');--> statement-breakpoint
CREATE INDEX "enrollments_class_id_status_index" ON "enrollments" USING btree ("class_id","status");--> statement-breakpoint
CREATE UNIQUE INDEX "studies_one_take" ON "studies" USING btree ("trainee_id","enrollment_id","course_id");--> statement-breakpoint
CREATE INDEX "sms_codes_phone_sent_at_index" ON "sms_codes" USING btree ("phone","sent_at");--> statement-breakpoint
CREATE UNIQUE INDEX "invoices_one_live" ON "invoices" USING btree ("trainee_id","order_id") WHERE "invoices"."status" <> 'reversed';--> statement-breakpoint
CREATE INDEX "attention_checks_trainee_id_study_id_index" ON "attention_checks" USING btree ("trainee_id","study_id");--> statement-breakpoint
CREATE INDEX "notices_category_published_at_index" ON "notices" USING btree ("category","published_at");--> statement-breakpoint
CREATE UNIQUE INDEX "quiz_attempts_numbered" ON "quiz_attempts" USING btree ("trainee_id","study_id","number");--> statement-breakpoint
CREATE UNIQUE INDEX "quiz_attempts_one_open" ON "quiz_attempts" USING btree ("trainee_id","study_id") WHERE "quiz_attempts"."status" = 'open';
CREATE TYPE "public"."oddity_kind" AS ENUM('long_day', 'same_moments', 'shared_address', 'many_places', 'checks_failed', 'fast_answers');--> statement-breakpoint
CREATE TABLE "learning_days" (
	"trainee_id" uuid NOT NULL,
	"day" date NOT NULL,
	"seconds" integer DEFAULT 0 NOT NULL,
	"addresses" text[] DEFAULT '{}'::text[] NOT NULL,
	"devices" text[] DEFAULT '{}'::text[] NOT NULL,
	CONSTRAINT "learning_days_trainee_id_day_pk" PRIMARY KEY("trainee_id","day")
);
--> statement-breakpoint
CREATE TABLE "learning_oddities" (
	"trainee_id" uuid NOT NULL,
	"day" date NOT NULL,
	"kind" "oddity_kind" NOT NULL,
	"facts" jsonb NOT NULL,
	"found_at" timestamp with time zone NOT NULL,
	"reviewed_at" timestamp with time zone,
	"reviewed_by" uuid,
	"note" text,
	CONSTRAINT "learning_oddities_trainee_id_day_kind_pk" PRIMARY KEY("trainee_id","day","kind"),
	CONSTRAINT "learning_oddities_noted" CHECK (("learning_oddities"."reviewed_at" is null) = ("learning_oddities"."note" is null))
);
--> statement-breakpoint
ALTER TABLE "streams" ADD COLUMN "day" date;--> statement-breakpoint
ALTER TABLE "streams" ADD COLUMN "day_seconds" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "learning_oddities" ADD CONSTRAINT "learning_oddities_trainee_id_trainees_id_fk" FOREIGN KEY ("trainee_id") REFERENCES "public"."trainees"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "learning_days_day_index" ON "learning_days" USING btree ("day");--> statement-breakpoint
CREATE INDEX "learning_oddities_waiting" ON "learning_oddities" USING btree ("day") WHERE "learning_oddities"."reviewed_at" is null;--> statement-breakpoint
CREATE INDEX "learning_oddities_reviewed" ON "learning_oddities" USING btree ("reviewed_at") WHERE "learning_oddities"."reviewed_at" is not null;--> statement-breakpoint
CREATE INDEX "attention_checks_asked_at_index" ON "attention_checks" USING btree ("asked_at");--> statement-breakpoint
CREATE INDEX "chapter_progress_completed_at_index" ON "chapter_progress" USING btree ("completed_at") WHERE "chapter_progress"."completed_at" is not null;
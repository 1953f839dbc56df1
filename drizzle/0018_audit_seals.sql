CREATE TABLE "audit_days" (
	"day" date PRIMARY KEY NOT NULL,
	"entries" integer NOT NULL,
	"root" text NOT NULL,
	"previous_root" text NOT NULL,
	"sealed_at" timestamp with time zone NOT NULL,
	"key_id" text NOT NULL,
	"signature" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_exports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"day" date NOT NULL,
	"entries" integer NOT NULL,
	"sha256" text NOT NULL,
	"file_key" text NOT NULL,
	"exported_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_head" (
	"id" text PRIMARY KEY NOT NULL,
	"day" date NOT NULL,
	"number" integer NOT NULL,
	"hash" text NOT NULL,
	"previous_root" text NOT NULL,
	"written_in" "xid8" NOT NULL,
	"entry_id" uuid NOT NULL,
	"sealed_at" timestamp with time zone NOT NULL,
	"key_id" text NOT NULL,
	"signature" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_removals" (
	"day" date PRIMARY KEY NOT NULL,
	"sha256" text NOT NULL,
	"removed_at" timestamp with time zone NOT NULL,
	"key_id" text NOT NULL,
	"signature" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_seals" (
	"day" date NOT NULL,
	"number" integer NOT NULL,
	"entry_id" uuid NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "audit_seals_day_number_pk" PRIMARY KEY("day","number"),
	CONSTRAINT "audit_seals_entryId_unique" UNIQUE("entry_id")
);
--> statement-breakpoint
ALTER TABLE "audit_log" ADD COLUMN "written_in" "xid8" DEFAULT pg_current_xact_id() NOT NULL;--> statement-breakpoint
CREATE INDEX "audit_log_written_in_id_index" ON "audit_log" USING btree ("written_in","id");--> statement-breakpoint
-- By hand: entries of the log, their seals and the days are added and never changed, not even by the owner of the tables. What was
-- exported is removed under a setting that only `npm run audit:remove` makes.
CREATE FUNCTION "refuse_audit_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP = 'DELETE' AND TG_TABLE_NAME IN ('audit_log', 'audit_seals') AND current_setting('xueshi.audit_removal', true) = 'exported' THEN
		RETURN OLD;
	END IF;
	RAISE EXCEPTION '% is only ever added to', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;--> statement-breakpoint
CREATE TRIGGER "audit_log_stays" BEFORE UPDATE OR DELETE ON "audit_log" FOR EACH ROW EXECUTE FUNCTION "refuse_audit_change"();--> statement-breakpoint
CREATE TRIGGER "audit_seals_stay" BEFORE UPDATE OR DELETE ON "audit_seals" FOR EACH ROW EXECUTE FUNCTION "refuse_audit_change"();--> statement-breakpoint
CREATE TRIGGER "audit_days_stay" BEFORE UPDATE OR DELETE ON "audit_days" FOR EACH ROW EXECUTE FUNCTION "refuse_audit_change"();--> statement-breakpoint
CREATE TRIGGER "audit_exports_stay" BEFORE UPDATE OR DELETE ON "audit_exports" FOR EACH ROW EXECUTE FUNCTION "refuse_audit_change"();--> statement-breakpoint
CREATE TRIGGER "audit_removals_stay" BEFORE UPDATE OR DELETE ON "audit_removals" FOR EACH ROW EXECUTE FUNCTION "refuse_audit_change"();--> statement-breakpoint
CREATE TRIGGER "audit_head_stays" BEFORE DELETE ON "audit_head" FOR EACH ROW EXECUTE FUNCTION "refuse_audit_change"();--> statement-breakpoint
CREATE TRIGGER "audit_log_whole" BEFORE TRUNCATE ON "audit_log" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_audit_change"();--> statement-breakpoint
CREATE TRIGGER "audit_seals_whole" BEFORE TRUNCATE ON "audit_seals" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_audit_change"();--> statement-breakpoint
CREATE TRIGGER "audit_days_whole" BEFORE TRUNCATE ON "audit_days" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_audit_change"();--> statement-breakpoint
CREATE TRIGGER "audit_head_whole" BEFORE TRUNCATE ON "audit_head" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_audit_change"();--> statement-breakpoint
CREATE TRIGGER "audit_exports_whole" BEFORE TRUNCATE ON "audit_exports" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_audit_change"();--> statement-breakpoint
CREATE TRIGGER "audit_removals_whole" BEFORE TRUNCATE ON "audit_removals" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_audit_change"();

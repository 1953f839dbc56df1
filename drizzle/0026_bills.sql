CREATE TYPE "public"."bill_line_kind" AS ENUM('payment', 'refund');--> statement-breakpoint
CREATE TYPE "public"."difference_kind" AS ENUM('unknown_payment', 'missing_payment', 'payment_amount', 'unknown_refund', 'missing_refund', 'refund_amount');--> statement-breakpoint
CREATE TYPE "public"."difference_outcome" AS ENUM('received', 'matched', 'offset', 'kept', 'foreign');--> statement-breakpoint
CREATE TABLE "bill_differences" (
	"id" uuid PRIMARY KEY NOT NULL,
	"provider" text NOT NULL,
	"day" date NOT NULL,
	"kind" "difference_kind" NOT NULL,
	"trade_number" text NOT NULL,
	"number" text NOT NULL,
	"bill_fen" integer,
	"ours_fen" integer,
	"buyer_id" uuid,
	"order_id" uuid,
	"found_at" timestamp with time zone NOT NULL,
	"outcome" "difference_outcome",
	"settled_at" timestamp with time zone,
	"settled_by" uuid,
	"note" text,
	CONSTRAINT "bill_differences_once" UNIQUE("provider","kind","trade_number","number"),
	CONSTRAINT "bill_differences_settled" CHECK (("bill_differences"."settled_at" is null) = ("bill_differences"."outcome" is null)),
	CONSTRAINT "bill_differences_by_hand" CHECK (("bill_differences"."settled_by" is null) = ("bill_differences"."outcome" is null or "bill_differences"."outcome" not in ('kept', 'foreign')))
);
--> statement-breakpoint
CREATE TABLE "bill_lines" (
	"provider" text NOT NULL,
	"day" date NOT NULL,
	"position" integer NOT NULL,
	"kind" "bill_line_kind" NOT NULL,
	"trade_number" text NOT NULL,
	"number" text NOT NULL,
	"amount_fen" integer NOT NULL,
	"fee_fen" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "bill_lines_provider_day_position_pk" PRIMARY KEY("provider","day","position"),
	CONSTRAINT "bill_lines_amount" CHECK ("bill_lines"."amount_fen" > 0)
);
--> statement-breakpoint
CREATE TABLE "bills" (
	"provider" text NOT NULL,
	"day" date NOT NULL,
	"fetched_at" timestamp with time zone NOT NULL,
	"lines" integer NOT NULL,
	"paid_fen" bigint NOT NULL,
	"refunded_fen" bigint NOT NULL,
	"fee_fen" bigint NOT NULL,
	"ours_paid_fen" bigint NOT NULL,
	"ours_refunded_fen" bigint NOT NULL,
	"closed_at" timestamp with time zone,
	"closed_by" uuid,
	CONSTRAINT "bills_provider_day_pk" PRIMARY KEY("provider","day"),
	CONSTRAINT "bills_closed" CHECK (("bills"."closed_at" is null) = ("bills"."closed_by" is null))
);
--> statement-breakpoint
ALTER TABLE "bill_differences" ADD CONSTRAINT "bill_differences_provider_day_bills_provider_day_fk" FOREIGN KEY ("provider","day") REFERENCES "public"."bills"("provider","day") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bill_lines" ADD CONSTRAINT "bill_lines_provider_day_bills_provider_day_fk" FOREIGN KEY ("provider","day") REFERENCES "public"."bills"("provider","day") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "bill_differences_provider_day_index" ON "bill_differences" USING btree ("provider","day");--> statement-breakpoint
CREATE INDEX "bill_differences_found_at_index" ON "bill_differences" USING btree ("found_at") WHERE "bill_differences"."settled_at" is null;--> statement-breakpoint
CREATE INDEX "bill_lines_trade_number_index" ON "bill_lines" USING btree ("trade_number");--> statement-breakpoint
CREATE INDEX "bill_lines_number_index" ON "bill_lines" USING btree ("number");--> statement-breakpoint
CREATE INDEX "refunds_id_index" ON "refunds" USING btree ("id");--> statement-breakpoint
-- By hand: what a gateway wrote stays as it wrote it, and a day that somebody closed stays closed, with all that hangs on it.
CREATE FUNCTION "refuse_bill_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION '% is only ever added to', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;--> statement-breakpoint
CREATE TRIGGER "bill_lines_stay" BEFORE UPDATE OR DELETE ON "bill_lines" FOR EACH ROW EXECUTE FUNCTION "refuse_bill_change"();--> statement-breakpoint
CREATE FUNCTION "refuse_closed_day"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	"closed" boolean;
BEGIN
	IF TG_TABLE_NAME = 'bills' THEN
		"closed" := OLD."closed_at" IS NOT NULL;
	ELSIF TG_OP = 'DELETE' THEN
		SELECT "closed_at" IS NOT NULL INTO "closed" FROM "bills" WHERE "provider" = OLD."provider" AND "day" = OLD."day";
	ELSE
		SELECT "closed_at" IS NOT NULL INTO "closed" FROM "bills" WHERE "provider" = NEW."provider" AND "day" = NEW."day";
	END IF;
	IF "closed" THEN
		RAISE EXCEPTION 'the day is closed' USING ERRCODE = 'check_violation', CONSTRAINT = 'bills_stay_closed';
	END IF;
	RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;--> statement-breakpoint
CREATE TRIGGER "bills_stay_closed" BEFORE UPDATE OR DELETE ON "bills" FOR EACH ROW EXECUTE FUNCTION "refuse_closed_day"();--> statement-breakpoint
CREATE TRIGGER "bill_lines_stay_closed" BEFORE INSERT ON "bill_lines" FOR EACH ROW EXECUTE FUNCTION "refuse_closed_day"();--> statement-breakpoint
CREATE TRIGGER "bill_differences_stay_closed" BEFORE INSERT OR UPDATE OR DELETE ON "bill_differences" FOR EACH ROW EXECUTE FUNCTION "refuse_closed_day"();

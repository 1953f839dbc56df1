CREATE TYPE "public"."ledger_account" AS ENUM('clearing', 'receivable', 'revenue', 'refunds_due', 'fees', 'surplus');--> statement-breakpoint
CREATE TYPE "public"."ledger_event" AS ENUM('payment', 'sale', 'refund_due', 'refund', 'fees', 'difference', 'settlement');--> statement-breakpoint
CREATE TABLE "ledger_entries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"posting_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"event" "ledger_event" NOT NULL,
	"account" "ledger_account" NOT NULL,
	"amount_fen" integer NOT NULL,
	"provider" text,
	"buyer_id" uuid,
	"order_id" uuid,
	"reference" text NOT NULL,
	CONSTRAINT "ledger_entries_amount" CHECK ("ledger_entries"."amount_fen" <> 0),
	CONSTRAINT "ledger_entries_provider" CHECK (("ledger_entries"."account" in ('clearing', 'fees')) = ("ledger_entries"."provider" is not null)),
	CONSTRAINT "ledger_entries_order" CHECK (("ledger_entries"."buyer_id" is null) = ("ledger_entries"."order_id" is null))
);
--> statement-breakpoint
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_buyer_id_order_id_orders_buyer_id_id_fk" FOREIGN KEY ("buyer_id","order_id") REFERENCES "public"."orders"("buyer_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "ledger_entries_posting_id_index" ON "ledger_entries" USING btree ("posting_id");--> statement-breakpoint
CREATE INDEX "ledger_entries_at_id_index" ON "ledger_entries" USING btree ("at","id");--> statement-breakpoint
CREATE INDEX "ledger_entries_buyer_id_order_id_index" ON "ledger_entries" USING btree ("buyer_id","order_id");--> statement-breakpoint
-- By hand: lines are added and never changed, and at commit those of a posting sum to zero.
CREATE FUNCTION "refuse_ledger_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION '% is only ever added to', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;--> statement-breakpoint
CREATE TRIGGER "ledger_entries_stay" BEFORE UPDATE OR DELETE ON "ledger_entries" FOR EACH ROW EXECUTE FUNCTION "refuse_ledger_change"();--> statement-breakpoint
CREATE TRIGGER "ledger_entries_whole" BEFORE TRUNCATE ON "ledger_entries" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_ledger_change"();--> statement-breakpoint
CREATE FUNCTION "require_balance"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	"total" bigint;
BEGIN
	SELECT sum("amount_fen") INTO "total" FROM "ledger_entries" WHERE "posting_id" = NEW."posting_id";
	IF "total" <> 0 THEN
		RAISE EXCEPTION 'posting % is out of balance by % fen', NEW."posting_id", "total" USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_entries_balance';
	END IF;
	RETURN NULL;
END $$;--> statement-breakpoint
CREATE CONSTRAINT TRIGGER "ledger_entries_balance" AFTER INSERT ON "ledger_entries" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "require_balance"();--> statement-breakpoint
-- What moved before there were books: payments, what orders were sold for, what is owed back, what went back.
WITH "moved" AS (
	SELECT gen_random_uuid() AS "posting_id", m.* FROM (
		SELECT p."received_at" AS "at", 'payment' AS "event", 'clearing' AS "debit", 'receivable' AS "credit", p."amount_fen", p."provider", p."buyer_id", p."order_id", p."trade_number" AS "reference" FROM "payments" p
		UNION ALL
		SELECT o."paid_at", 'sale', 'receivable', 'revenue', o."amount_fen", NULL, o."buyer_id", o."id", o."number" FROM "orders" o
		WHERE o."amount_fen" > 0 AND (o."status" = 'paid' OR (o."paid_at" IS NOT NULL AND EXISTS (
			SELECT FROM "refund_requests" q WHERE q."buyer_id" = o."buyer_id" AND q."order_id" = o."id" AND q."status" = 'approved')))
		UNION ALL
		SELECT r."requested_at", 'refund_due', CASE WHEN r."reason" LIKE '申请退款：%' OR r."reason" LIKE '单项退款：%' THEN 'revenue' ELSE 'receivable' END, 'refunds_due', r."amount_fen", NULL, p."buyer_id", p."order_id", p."trade_number"
		FROM "refunds" r JOIN "payments" p ON p."buyer_id" = r."buyer_id" AND p."id" = r."payment_id"
		UNION ALL
		SELECT r."done_at", 'refund', 'refunds_due', 'clearing', r."amount_fen", CASE WHEN r."reference" IS NULL THEN p."provider" ELSE 'transfer' END, p."buyer_id", p."order_id", coalesce(r."reference", p."trade_number")
		FROM "refunds" r JOIN "payments" p ON p."buyer_id" = r."buyer_id" AND p."id" = r."payment_id" WHERE r."done_at" IS NOT NULL
	) m
)
INSERT INTO "ledger_entries" ("id", "posting_id", "at", "event", "account", "amount_fen", "provider", "buyer_id", "order_id", "reference")
SELECT gen_random_uuid(), "posting_id", "at", "event"::"ledger_event", "account"::"ledger_account", "fen", CASE WHEN "account" = 'clearing' THEN "provider" END, "buyer_id", "order_id", "reference"
FROM "moved" CROSS JOIN LATERAL (VALUES ("debit", "amount_fen"), ("credit", -"amount_fen")) AS "line"("account", "fen");

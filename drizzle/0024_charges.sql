CREATE TYPE "public"."charge_status" AS ENUM('intended', 'open', 'paid', 'closed', 'failed');--> statement-breakpoint
ALTER TYPE "public"."refund_status" RENAME TO "refund_status_before";--> statement-breakpoint
CREATE TYPE "public"."refund_status" AS ENUM('requested', 'accepted', 'failed', 'done');--> statement-breakpoint
ALTER TABLE "refunds" ALTER COLUMN "status" DROP DEFAULT, ALTER COLUMN "status" TYPE "refund_status" USING "status"::text::"refund_status", ALTER COLUMN "status" SET DEFAULT 'requested';--> statement-breakpoint
DROP TYPE "public"."refund_status_before";--> statement-breakpoint
CREATE TABLE "charges" (
	"buyer_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"provider" text NOT NULL,
	"method" text NOT NULL,
	"number" text NOT NULL,
	"amount_fen" integer NOT NULL,
	"status" charge_status DEFAULT 'intended' NOT NULL,
	"address" text,
	"problem" text,
	"intended_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"asked_at" timestamp with time zone,
	"ask_again_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "charges_buyer_id_id_pk" PRIMARY KEY("buyer_id","id"),
	CONSTRAINT "charges_number_unique" UNIQUE("number"),
	CONSTRAINT "charges_amount" CHECK ("charges"."amount_fen" > 0),
	CONSTRAINT "charges_ended" CHECK (("charges"."status" in ('intended', 'open')) = ("charges"."ended_at" is null)),
	CONSTRAINT "charges_open" CHECK ("charges"."status" <> 'open' or "charges"."address" is not null)
);
--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "charge_id" uuid;--> statement-breakpoint
ALTER TABLE "refunds" ADD COLUMN "problem" text;--> statement-breakpoint
ALTER TABLE "refunds" ADD COLUMN "ask_again_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "charges" ADD CONSTRAINT "charges_buyer_id_order_id_orders_buyer_id_id_fk" FOREIGN KEY ("buyer_id","order_id") REFERENCES "public"."orders"("buyer_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "charges_buyer_id_order_id_index" ON "charges" USING btree ("buyer_id","order_id");--> statement-breakpoint
CREATE INDEX "charges_ask_again_at_index" ON "charges" USING btree ("ask_again_at") WHERE "charges"."status" in ('intended', 'open');--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_buyer_id_charge_id_charges_buyer_id_id_fk" FOREIGN KEY ("buyer_id","charge_id") REFERENCES "public"."charges"("buyer_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "refunds_ask_again_at_index" ON "refunds" USING btree ("ask_again_at") WHERE "refunds"."ask_again_at" is not null;--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_done" CHECK (("refunds"."status" = 'done') = ("refunds"."done_at" is not null));--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_failed" CHECK (("refunds"."status" = 'failed') = ("refunds"."problem" is not null));--> statement-breakpoint
-- What was paid before belongs to an attempt that had the order's own number.
INSERT INTO "charges" ("buyer_id", "id", "order_id", "provider", "method", "number", "amount_fen", "status", "intended_at", "expires_at", "ask_again_at", "ended_at")
SELECT DISTINCT ON (p."buyer_id", p."order_id") p."buyer_id", gen_random_uuid(), p."order_id", p."provider", p."method", o."number", o."amount_fen", 'paid', o."created_at", o."expires_at", p."received_at", p."received_at"
FROM "payments" p JOIN "orders" o ON o."buyer_id" = p."buyer_id" AND o."id" = p."order_id"
WHERE p."provider" <> 'transfer' AND o."amount_fen" > 0 ORDER BY p."buyer_id", p."order_id", p."received_at";--> statement-breakpoint
UPDATE "payments" p SET "charge_id" = c."id" FROM "charges" c WHERE c."buyer_id" = p."buyer_id" AND c."order_id" = p."order_id" AND p."provider" <> 'transfer';--> statement-breakpoint
-- The demo's bank takes no order number twice: what waits there is begun anew.
INSERT INTO "charges" ("buyer_id", "id", "order_id", "provider", "method", "number", "amount_fen", "status", "intended_at", "expires_at", "ask_again_at", "ended_at")
SELECT o."buyer_id", gen_random_uuid(), o."id", 'sandbox', t."method", o."number", t."amount_fen", 'closed', o."created_at", t."expires_at", t."expires_at", t."expires_at"
FROM "sandbox_trades" t JOIN "orders" o ON o."number" = t."order_number"
WHERE NOT EXISTS (SELECT FROM "charges" c WHERE c."number" = o."number");

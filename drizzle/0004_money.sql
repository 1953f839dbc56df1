CREATE TABLE "sandbox_refunds" (
	"refund_id" uuid PRIMARY KEY NOT NULL,
	"trade_number" text NOT NULL,
	"amount_fen" integer NOT NULL,
	"refunded_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "notices" ADD COLUMN "html" text;--> statement-breakpoint
UPDATE "notices" SET "html" = coalesce((
	SELECT string_agg(CASE
		WHEN block ? 'h' THEN '<h2>' || replace(replace(replace(block->>'h', '&', '&amp;'), '<', '&lt;'), '>', '&gt;') || '</h2>'
		WHEN block ? 'p' THEN '<p>' || replace(replace(replace(block->>'p', '&', '&amp;'), '<', '&lt;'), '>', '&gt;') || '</p>'
		ELSE '<ul>' || coalesce((
			SELECT string_agg('<li><p>' || replace(replace(replace(item, '&', '&amp;'), '<', '&lt;'), '>', '&gt;') || '</p></li>', '' ORDER BY m)
			FROM jsonb_array_elements_text(block->'list') WITH ORDINALITY AS items(item, m)), '') || '</ul>'
	END, '' ORDER BY n)
	FROM jsonb_array_elements("body") WITH ORDINALITY AS blocks(block, n)), '');--> statement-breakpoint
ALTER TABLE "notices" DROP COLUMN "body";--> statement-breakpoint
ALTER TABLE "notices" RENAME COLUMN "html" TO "body";--> statement-breakpoint
ALTER TABLE "notices" ALTER COLUMN "body" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "refunds" ADD COLUMN "reference" text;--> statement-breakpoint
ALTER TABLE "sandbox_refunds" ADD CONSTRAINT "sandbox_refunds_trade_number_sandbox_trades_trade_number_fk" FOREIGN KEY ("trade_number") REFERENCES "public"."sandbox_trades"("trade_number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
UPDATE "sandbox_trades" SET "refunded_fen" = "amount_fen" WHERE "status" = 'refunded';

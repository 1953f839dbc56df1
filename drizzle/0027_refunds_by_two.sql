ALTER TABLE "refund_requests" ADD COLUMN "proposed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "refund_requests" ADD COLUMN "proposed_by" uuid;--> statement-breakpoint
ALTER TABLE "refund_requests" ADD COLUMN "amount_fen" integer;--> statement-breakpoint
CREATE INDEX "refund_requests_decided_by_decided_at_index" ON "refund_requests" USING btree ("decided_by","decided_at");--> statement-breakpoint
ALTER TABLE "refund_requests" ADD CONSTRAINT "refund_requests_proposed" CHECK (("refund_requests"."proposed_at" is null) = ("refund_requests"."proposed_by" is null));--> statement-breakpoint
ALTER TABLE "refund_requests" ADD CONSTRAINT "refund_requests_two" CHECK ("refund_requests"."status" <> 'approved' or "refund_requests"."proposed_by" is null or "refund_requests"."proposed_by" <> "refund_requests"."decided_by");
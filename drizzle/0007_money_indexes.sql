CREATE INDEX "certificates_id_index" ON "certificates" USING btree ("id");--> statement-breakpoint
CREATE INDEX "orders_created_at_id_index" ON "orders" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "refund_requests_id_index" ON "refund_requests" USING btree ("id");--> statement-breakpoint
CREATE INDEX "refunds_done_at_index" ON "refunds" USING btree ("done_at");--> statement-breakpoint
CREATE INDEX "invoices_id_index" ON "invoices" USING btree ("id");--> statement-breakpoint
CREATE INDEX "invoices_status_requested_at_index" ON "invoices" USING btree ("status","requested_at");
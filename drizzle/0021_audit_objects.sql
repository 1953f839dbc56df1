CREATE INDEX "order_items_id_index" ON "order_items" USING btree ("id");--> statement-breakpoint
CREATE INDEX "orders_id_index" ON "orders" USING btree ("id");--> statement-breakpoint
CREATE INDEX "enrollments_id_index" ON "enrollments" USING btree ("id");--> statement-breakpoint
CREATE INDEX "studies_id_index" ON "studies" USING btree ("id");--> statement-breakpoint
CREATE INDEX "quiz_attempts_id_index" ON "quiz_attempts" USING btree ("id");
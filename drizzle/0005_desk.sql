CREATE INDEX "certificates_issued_at_index" ON "certificates" USING btree ("issued_at");--> statement-breakpoint
CREATE INDEX "payments_paid_at_index" ON "payments" USING btree ("paid_at");--> statement-breakpoint
CREATE INDEX "enrollments_activated_at_index" ON "enrollments" USING btree ("activated_at");--> statement-breakpoint
CREATE INDEX "enrollments_passed_at_index" ON "enrollments" USING btree ("passed_at");--> statement-breakpoint
CREATE INDEX "trainees_name_characters" ON "trainees" USING gin (string_to_array(lower("name"), null));--> statement-breakpoint
CREATE INDEX "invoices_waiting" ON "invoices" USING btree ("requested_at") WHERE "invoices"."status" in ('requested', 'failed');
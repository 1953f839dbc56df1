DROP INDEX "trainees_phone_index";--> statement-breakpoint
ALTER TABLE "trainees" ADD COLUMN "phone_index" text;--> statement-breakpoint
CREATE INDEX "trainees_phone_index_index" ON "trainees" USING btree ("phone_index");--> statement-breakpoint
CREATE INDEX "trainees_plain_phone" ON "trainees" USING btree ("phone") WHERE "trainees"."phone" not like 'v1.%';
--> statement-breakpoint
-- By hand: phones that stand here in the clear are read until npm run keys:rotate has encrypted them.
UPDATE "data_keys" SET "legacy" = true WHERE EXISTS (SELECT 1 FROM "trainees" WHERE "phone" IS NOT NULL) OR EXISTS (SELECT 1 FROM "enterprises") OR EXISTS (SELECT 1 FROM "phone_changes");

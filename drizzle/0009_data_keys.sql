CREATE TABLE "data_keys" (
	"id" text PRIMARY KEY NOT NULL,
	"proof" text NOT NULL,
	"legacy" boolean NOT NULL,
	"since" timestamp with time zone NOT NULL
);

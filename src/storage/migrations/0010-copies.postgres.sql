-- Articles were looked at up to this sequence number for being copies of what was flagged or judged.
INSERT INTO counters (name, value) VALUES ('joined-seq', 0);

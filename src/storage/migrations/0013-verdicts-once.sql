-- What an editor said by a request is kept once, though the request is answered again by another process. Null where requests are not kept.

ALTER TABLE verdicts ADD COLUMN request TEXT;

CREATE UNIQUE INDEX verdicts_by_request ON verdicts (request, article) WHERE request IS NOT NULL;

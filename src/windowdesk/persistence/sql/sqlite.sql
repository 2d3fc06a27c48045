-- Triggers of the SQLite database. Applied after every upgrade; running it twice changes nothing.

-- Evidence is only ever added to.
DROP TRIGGER IF EXISTS case_event_keeps;
CREATE TRIGGER case_event_keeps BEFORE UPDATE ON case_event
BEGIN SELECT RAISE(ABORT, 'case_event: rows are only ever added'); END;
DROP TRIGGER IF EXISTS case_event_stays;
CREATE TRIGGER case_event_stays BEFORE DELETE ON case_event
BEGIN SELECT RAISE(ABORT, 'case_event: rows are only ever added'); END;

DROP TRIGGER IF EXISTS signing_key_keeps;
CREATE TRIGGER signing_key_keeps BEFORE UPDATE ON signing_key
BEGIN SELECT RAISE(ABORT, 'signing_key: rows are only ever added'); END;
DROP TRIGGER IF EXISTS signing_key_stays;
CREATE TRIGGER signing_key_stays BEFORE DELETE ON signing_key
BEGIN SELECT RAISE(ABORT, 'signing_key: rows are only ever added'); END;

DROP TRIGGER IF EXISTS sealing_keeps;
CREATE TRIGGER sealing_keeps BEFORE UPDATE ON sealing
BEGIN SELECT RAISE(ABORT, 'sealing: rows are only ever added'); END;
DROP TRIGGER IF EXISTS sealing_stays;
CREATE TRIGGER sealing_stays BEFORE DELETE ON sealing
BEGIN SELECT RAISE(ABORT, 'sealing: rows are only ever added'); END;

DROP TRIGGER IF EXISTS sealed_file_keeps;
CREATE TRIGGER sealed_file_keeps BEFORE UPDATE ON sealed_file
BEGIN SELECT RAISE(ABORT, 'sealed_file: rows are only ever added'); END;
DROP TRIGGER IF EXISTS sealed_file_stays;
CREATE TRIGGER sealed_file_stays BEFORE DELETE ON sealed_file
BEGIN SELECT RAISE(ABORT, 'sealed_file: rows are only ever added'); END;

DROP TRIGGER IF EXISTS document_keeps;
CREATE TRIGGER document_keeps BEFORE UPDATE ON document
BEGIN SELECT RAISE(ABORT, 'document: rows are only ever added'); END;
DROP TRIGGER IF EXISTS document_stays;
CREATE TRIGGER document_stays BEFORE DELETE ON document
BEGIN SELECT RAISE(ABORT, 'document: rows are only ever added'); END;

DROP TRIGGER IF EXISTS document_file_keeps;
CREATE TRIGGER document_file_keeps BEFORE UPDATE ON document_file
BEGIN SELECT RAISE(ABORT, 'document_file: rows are only ever added'); END;
DROP TRIGGER IF EXISTS document_file_stays;
CREATE TRIGGER document_file_stays BEFORE DELETE ON document_file
BEGIN SELECT RAISE(ABORT, 'document_file: rows are only ever added'); END;

DROP TRIGGER IF EXISTS template_text_keeps;
CREATE TRIGGER template_text_keeps BEFORE UPDATE ON template_text
BEGIN SELECT RAISE(ABORT, 'template_text: rows are only ever added'); END;
DROP TRIGGER IF EXISTS template_text_stays;
CREATE TRIGGER template_text_stays BEFORE DELETE ON template_text
BEGIN SELECT RAISE(ABORT, 'template_text: rows are only ever added'); END;

DROP TRIGGER IF EXISTS audit_log_keeps;
CREATE TRIGGER audit_log_keeps BEFORE UPDATE ON audit_log
BEGIN SELECT RAISE(ABORT, 'audit_log: rows are only ever added'); END;
DROP TRIGGER IF EXISTS audit_log_stays;
CREATE TRIGGER audit_log_stays BEFORE DELETE ON audit_log
BEGIN SELECT RAISE(ABORT, 'audit_log: rows are only ever added'); END;

DROP TRIGGER IF EXISTS item_version_keeps;
CREATE TRIGGER item_version_keeps BEFORE UPDATE ON item_version
BEGIN SELECT RAISE(ABORT, 'item_version: rows are only ever added'); END;
DROP TRIGGER IF EXISTS item_version_stays;
CREATE TRIGGER item_version_stays BEFORE DELETE ON item_version
BEGIN SELECT RAISE(ABORT, 'item_version: rows are only ever added'); END;

DROP TRIGGER IF EXISTS item_admission_keeps;
CREATE TRIGGER item_admission_keeps BEFORE UPDATE ON item_admission
BEGIN SELECT RAISE(ABORT, 'item_admission: rows are only ever added'); END;
DROP TRIGGER IF EXISTS item_admission_stays;
CREATE TRIGGER item_admission_stays BEFORE DELETE ON item_admission
BEGIN SELECT RAISE(ABORT, 'item_admission: rows are only ever added'); END;

DROP TRIGGER IF EXISTS attachment_file_keeps;
CREATE TRIGGER attachment_file_keeps BEFORE UPDATE ON attachment_file
BEGIN SELECT RAISE(ABORT, 'attachment_file: rows are only ever added'); END;
DROP TRIGGER IF EXISTS attachment_file_stays;
CREATE TRIGGER attachment_file_stays BEFORE DELETE ON attachment_file
BEGIN SELECT RAISE(ABORT, 'attachment_file: rows are only ever added'); END;

DROP TRIGGER IF EXISTS attachment_keeps;
CREATE TRIGGER attachment_keeps BEFORE UPDATE ON attachment
BEGIN SELECT RAISE(ABORT, 'attachment: rows are only ever added'); END;
DROP TRIGGER IF EXISTS attachment_stays;
CREATE TRIGGER attachment_stays BEFORE DELETE ON attachment
BEGIN SELECT RAISE(ABORT, 'attachment: rows are only ever added'); END;

DROP TRIGGER IF EXISTS consultation_keeps;
CREATE TRIGGER consultation_keeps BEFORE UPDATE ON consultation
BEGIN SELECT RAISE(ABORT, 'consultation: rows are only ever added'); END;
DROP TRIGGER IF EXISTS consultation_stays;
CREATE TRIGGER consultation_stays BEFORE DELETE ON consultation
BEGIN SELECT RAISE(ABORT, 'consultation: rows are only ever added'); END;

DROP TRIGGER IF EXISTS number_gap_keeps;
CREATE TRIGGER number_gap_keeps BEFORE UPDATE ON number_gap
BEGIN SELECT RAISE(ABORT, 'number_gap: rows are only ever added'); END;
DROP TRIGGER IF EXISTS number_gap_stays;
CREATE TRIGGER number_gap_stays BEFORE DELETE ON number_gap
BEGIN SELECT RAISE(ABORT, 'number_gap: rows are only ever added'); END;

DROP TRIGGER IF EXISTS seal_keeps;
CREATE TRIGGER seal_keeps BEFORE UPDATE ON seal
BEGIN SELECT RAISE(ABORT, 'seal: rows are only ever added'); END;
DROP TRIGGER IF EXISTS seal_stays;
CREATE TRIGGER seal_stays BEFORE DELETE ON seal
BEGIN SELECT RAISE(ABORT, 'seal: rows are only ever added'); END;

-- Cases and accounts are never deleted; a number is never given back.
DROP TRIGGER IF EXISTS case_stays;
CREATE TRIGGER case_stays BEFORE DELETE ON case_
BEGIN SELECT RAISE(ABORT, 'case_: cases are never deleted'); END;
DROP TRIGGER IF EXISTS account_stays;
CREATE TRIGGER account_stays BEFORE DELETE ON account
BEGIN SELECT RAISE(ABORT, 'account: accounts are never deleted'); END;
DROP TRIGGER IF EXISTS number_line_stays;
CREATE TRIGGER number_line_stays BEFORE DELETE ON number_line
BEGIN SELECT RAISE(ABORT, 'number_line: numbers are never given back'); END;
DROP TRIGGER IF EXISTS number_line_grows;
CREATE TRIGGER number_line_grows BEFORE UPDATE ON number_line
WHEN NOT (
    (NEW.first = OLD.first AND NEW.last = OLD.last + 1)
    OR (OLD.last < OLD.first AND NEW.last = NEW.first - 1)
    -- Serials on papers that a restored backup does not hold are passed over, and said to be.
    OR (NEW.first = OLD.first AND EXISTS (
        SELECT 1 FROM number_gap
        WHERE centre = NEW.centre AND line = NEW.line
            AND first = OLD.last + 1 AND last = NEW.last
    ))
)
BEGIN SELECT RAISE(ABORT, 'number_line: numbers are taken one by one'); END;

-- The life cycle. One act may take several steps (assign and claim), so the steps are checked
-- where they are written: each must be a legal move, go on from the one before, and the last must
-- end where the case stands. A state never changes without a step.
DROP TRIGGER IF EXISTS case_moves;
CREATE TRIGGER case_moves BEFORE UPDATE OF state ON case_
WHEN NEW.state <> OLD.state AND NEW.event_count <= OLD.event_count
BEGIN SELECT RAISE(ABORT, 'case_: no such move'); END;
DROP TRIGGER IF EXISTS event_moves;
CREATE TRIGGER event_moves BEFORE INSERT ON case_event
WHEN NOT EXISTS (
    SELECT 1 FROM transition
    WHERE source = NEW.source AND move = NEW.move AND target = NEW.target
)
BEGIN SELECT RAISE(ABORT, 'case_event: no such move'); END;
DROP TRIGGER IF EXISTS event_goes_on;
CREATE TRIGGER event_goes_on BEFORE INSERT ON case_event
WHEN NEW.seq > 1 AND NEW.source <> COALESCE(
    (SELECT target FROM case_event WHERE case_id = NEW.case_id AND seq = NEW.seq - 1), '')
BEGIN SELECT RAISE(ABORT, 'case_event: does not go on from the step before'); END;
DROP TRIGGER IF EXISTS event_ends;
CREATE TRIGGER event_ends BEFORE INSERT ON case_event
WHEN EXISTS (
    SELECT 1 FROM case_
    WHERE case_id = NEW.case_id AND event_count = NEW.seq AND state <> NEW.target
)
BEGIN SELECT RAISE(ABORT, 'case_event: does not end where the case stands'); END;

-- Papers without bytes.
DROP TRIGGER IF EXISTS document_waits;
CREATE TRIGGER document_waits AFTER INSERT ON document
BEGIN INSERT INTO render_queue (document_id, centre, department)
    VALUES (NEW.document_id, NEW.centre, NEW.department); END;
DROP TRIGGER IF EXISTS document_rendered;
CREATE TRIGGER document_rendered AFTER INSERT ON document_file
BEGIN DELETE FROM render_queue WHERE document_id = NEW.document_id; END;

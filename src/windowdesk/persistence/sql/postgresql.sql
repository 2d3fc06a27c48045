-- Functions, triggers, policies and grants of the PostgreSQL database. Applied as the owner after
-- every upgrade, in one transaction; running it twice changes nothing.
--
-- Staff are login roles named LOGIN@DATABASE, duties are group roles named wd_DUTY@DATABASE: the
-- names of roles are shared by all databases of a server, and two centres must not meet there.

CREATE OR REPLACE FUNCTION wd_role_name(name text) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$ SELECT name || '@' || current_database() $$;

DO $$
DECLARE duty text;
BEGIN
    FOREACH duty IN ARRAY ARRAY[
        'staff', 'clerk', 'reviewer', 'approver', 'head', 'issuer', 'archivist', 'supervisor',
        'county', 'agent', 'admin', 'system'
    ] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wd_role_name('wd_' || duty)) THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN', wd_role_name('wd_' || duty));
        END IF;
    END LOOP;
END $$;

-- Who asks. Definer's rights, because nobody could read the policy of accounts through itself;
-- session_user, because that is who logged in, whatever role a function runs as.
CREATE OR REPLACE FUNCTION wd_login() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, windowdesk, pg_temp
AS $$
    SELECT left(session_user, -length(mark)) FROM (SELECT '@' || current_database() AS mark) AS own
    WHERE right(session_user, length(mark)) = mark
$$;

CREATE OR REPLACE FUNCTION wd_centre() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, windowdesk, pg_temp
AS $$ SELECT centre FROM account WHERE login = wd_login() AND active $$;

CREATE OR REPLACE FUNCTION wd_department() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, windowdesk, pg_temp
AS $$ SELECT department FROM account WHERE login = wd_login() AND active $$;

CREATE OR REPLACE FUNCTION wd_sees_all_departments() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, windowdesk, pg_temp
AS $$ SELECT coalesce((SELECT department = '' FROM account WHERE login = wd_login() AND active), false) $$;

-- The duties of an account, and today those of whom it stands in for.
CREATE OR REPLACE FUNCTION wd_duties() RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, windowdesk, pg_temp
AS $$
    SELECT coalesce(array_agg(DISTINCT duty), ARRAY[]::text[])
    FROM account own
    LEFT JOIN stand_in s ON s.deputy = own.login
        AND (now() AT TIME ZONE 'Asia/Shanghai')::date BETWEEN s.first_on AND s.last_on
        AND (s.ended_on IS NULL OR (now() AT TIME ZONE 'Asia/Shanghai')::date < s.ended_on)
    LEFT JOIN account away ON away.login = s.absent AND away.centre = own.centre AND away.active
    -- Duties over the system are never lent (domain/stand_in.py).
    CROSS JOIN LATERAL unnest(
        string_to_array(own.roles, ' ') || coalesce(array_remove(array_remove(array_remove(
            array_remove(string_to_array(away.roles, ' '), 'admin'), 'system'), 'county'),
            'agent'), '{}')
    ) AS duty
    WHERE own.login = wd_login() AND own.active AND duty <> ''
$$;

-- Cases that ask something of a department which is not their own: an opinion, a slip to sign;
-- and those whose originals lie there.
CREATE OR REPLACE FUNCTION wd_called() RETURNS bigint[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, windowdesk, pg_temp
AS $$
    SELECT coalesce(array_agg(case_id), ARRAY[]::bigint[]) FROM (
        SELECT case_id FROM case_todo
        WHERE centre = wd_centre() AND department = wd_department() AND department <> ''
            AND kind IN ('opinion', 'slip')
        UNION
        SELECT case_id FROM custody
        WHERE centre = wd_centre() AND department = wd_department() AND department <> ''
    ) AS called
$$;

-- Accounts. The program sends a SCRAM verifier, never a password, so that no log ever holds one.
CREATE OR REPLACE FUNCTION wd_make_role(who text, duties text[], verifier text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, windowdesk, pg_temp
AS $$
DECLARE duty text;
BEGIN
    IF verifier NOT LIKE 'SCRAM-SHA-256$%' THEN
        RAISE EXCEPTION 'a password must come as a SCRAM verifier';
    END IF;
    EXECUTE format('CREATE ROLE %I LOGIN NOCREATEDB NOCREATEROLE PASSWORD %L',
        wd_role_name(who), verifier);
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), wd_role_name(who));
    EXECUTE format('GRANT %I TO %I', wd_role_name('wd_staff'), wd_role_name(who));
    FOREACH duty IN ARRAY duties LOOP
        EXECUTE format('GRANT %I TO %I', wd_role_name('wd_' || duty), wd_role_name(who));
    END LOOP;
END $$;

CREATE OR REPLACE FUNCTION wd_require_admin() RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, windowdesk, pg_temp
AS $$
BEGIN
    IF NOT 'admin' = ANY (wd_duties()) THEN
        RAISE EXCEPTION 'only an administrator manages accounts' USING ERRCODE = '42501';
    END IF;
END $$;

CREATE OR REPLACE FUNCTION wd_add_account(
    who text, full_name text, duties text[], of_department text, of_phone text, changes boolean,
    verifier text
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, windowdesk, pg_temp
AS $$
BEGIN
    PERFORM wd_require_admin();
    INSERT INTO account (login, centre, name, roles, department, phone, active, must_change)
    VALUES (who, wd_centre(), full_name, array_to_string(duties, ' '), of_department, of_phone,
        true, changes);
    PERFORM wd_make_role(who, duties, verifier);
END $$;

-- Duties are group roles: those that an account no longer has are taken from its role, too.
CREATE OR REPLACE FUNCTION wd_change_account(
    who text, full_name text, duties text[], of_department text, of_phone text
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, windowdesk, pg_temp
AS $$
DECLARE
    before text[];
    duty text;
BEGIN
    PERFORM wd_require_admin();
    SELECT string_to_array(roles, ' ') INTO before
    FROM account WHERE login = who AND centre = wd_centre() FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no such account' USING ERRCODE = 'P0002';
    END IF;
    UPDATE account SET name = full_name, roles = array_to_string(duties, ' '),
        department = of_department, phone = of_phone
    WHERE login = who AND centre = wd_centre();
    FOREACH duty IN ARRAY before LOOP
        IF NOT duty = ANY (duties) THEN
            EXECUTE format('REVOKE %I FROM %I', wd_role_name('wd_' || duty), wd_role_name(who));
        END IF;
    END LOOP;
    FOREACH duty IN ARRAY duties LOOP
        IF NOT duty = ANY (before) THEN
            EXECUTE format('GRANT %I TO %I', wd_role_name('wd_' || duty), wd_role_name(who));
        END IF;
    END LOOP;
END $$;

DROP FUNCTION IF EXISTS wd_disable_account(text);
CREATE OR REPLACE FUNCTION wd_let_in(who text, is_active boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, windowdesk, pg_temp
AS $$
BEGIN
    PERFORM wd_require_admin();
    UPDATE account SET active = is_active WHERE login = who AND centre = wd_centre();
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no such account' USING ERRCODE = 'P0002';
    END IF;
    EXECUTE format('ALTER ROLE %I %s', wd_role_name(who),
        CASE WHEN is_active THEN 'LOGIN' ELSE 'NOLOGIN' END);
END $$;

CREATE OR REPLACE FUNCTION wd_set_password(who text, verifier text, changes boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, windowdesk, pg_temp
AS $$
BEGIN
    IF who <> wd_login() THEN
        PERFORM wd_require_admin();
    END IF;
    IF verifier NOT LIKE 'SCRAM-SHA-256$%' THEN
        RAISE EXCEPTION 'a password must come as a SCRAM verifier';
    END IF;
    UPDATE account SET must_change = changes WHERE login = who AND centre = wd_centre();
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no such account' USING ERRCODE = 'P0002';
    END IF;
    EXECUTE format('ALTER ROLE %I PASSWORD %L', wd_role_name(who), verifier);
END $$;

-- Evidence is only ever added to.
CREATE OR REPLACE FUNCTION wd_refuse() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, windowdesk, pg_temp
AS $$ BEGIN RAISE EXCEPTION '%: rows are only ever added', TG_TABLE_NAME; END $$;

CREATE OR REPLACE TRIGGER case_event_keeps BEFORE UPDATE OR DELETE OR TRUNCATE ON case_event
FOR EACH STATEMENT EXECUTE FUNCTION wd_refuse();
CREATE OR REPLACE TRIGGER document_keeps BEFORE UPDATE OR DELETE OR TRUNCATE ON document
FOR EACH STATEMENT EXECUTE FUNCTION wd_refuse();
CREATE OR REPLACE TRIGGER document_file_keeps BEFORE UPDATE OR DELETE OR TRUNCATE ON document_file
FOR EACH STATEMENT EXECUTE FUNCTION wd_refuse();
CREATE OR REPLACE TRIGGER template_text_keeps BEFORE UPDATE OR DELETE OR TRUNCATE ON template_text
FOR EACH STATEMENT EXECUTE FUNCTION wd_refuse();
CREATE OR REPLACE TRIGGER audit_log_keeps BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log
FOR EACH STATEMENT EXECUTE FUNCTION wd_refuse();
CREATE OR REPLACE TRIGGER item_version_keeps BEFORE UPDATE OR DELETE OR TRUNCATE ON item_version
FOR EACH STATEMENT EXECUTE FUNCTION wd_refuse();
CREATE OR REPLACE TRIGGER item_admission_keeps BEFORE UPDATE OR DELETE OR TRUNCATE ON item_admission
FOR EACH STATEMENT EXECUTE FUNCTION wd_refuse();
CREATE OR REPLACE TRIGGER attachment_file_keeps BEFORE UPDATE OR DELETE OR TRUNCATE ON attachment_file
FOR EACH STATEMENT EXECUTE FUNCTION wd_refuse();
CREATE OR REPLACE TRIGGER attachment_keeps BEFORE UPDATE OR DELETE OR TRUNCATE ON attachment
FOR EACH STATEMENT EXECUTE FUNCTION wd_refuse();
CREATE OR REPLACE TRIGGER consultation_keeps BEFORE UPDATE OR DELETE OR TRUNCATE ON consultation
FOR EACH STATEMENT EXECUTE FUNCTION wd_refuse();
CREATE OR REPLACE TRIGGER number_gap_keeps BEFORE UPDATE OR DELETE OR TRUNCATE ON number_gap
FOR EACH STATEMENT EXECUTE FUNCTION wd_refuse();
CREATE OR REPLACE TRIGGER sealing_keeps BEFORE UPDATE OR DELETE OR TRUNCATE ON sealing
FOR EACH STATEMENT EXECUTE FUNCTION wd_refuse();
CREATE OR REPLACE TRIGGER sealed_file_keeps BEFORE UPDATE OR DELETE OR TRUNCATE ON sealed_file
FOR EACH STATEMENT EXECUTE FUNCTION wd_refuse();
CREATE OR REPLACE TRIGGER signing_key_keeps BEFORE UPDATE OR DELETE OR TRUNCATE ON signing_key
FOR EACH STATEMENT EXECUTE FUNCTION wd_refuse();
CREATE OR REPLACE TRIGGER seal_keeps BEFORE UPDATE OR DELETE OR TRUNCATE ON seal
FOR EACH STATEMENT EXECUTE FUNCTION wd_refuse();
CREATE OR REPLACE TRIGGER case_stays BEFORE DELETE OR TRUNCATE ON case_
FOR EACH STATEMENT EXECUTE FUNCTION wd_refuse();
CREATE OR REPLACE TRIGGER account_stays BEFORE DELETE OR TRUNCATE ON account
FOR EACH STATEMENT EXECUTE FUNCTION wd_refuse();
CREATE OR REPLACE TRIGGER number_line_stays BEFORE DELETE OR TRUNCATE ON number_line
FOR EACH STATEMENT EXECUTE FUNCTION wd_refuse();

CREATE OR REPLACE FUNCTION wd_number_grows() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, windowdesk, pg_temp
AS $$
BEGIN
    IF (NEW.first = OLD.first AND NEW.last = OLD.last + 1)
        OR (OLD.last < OLD.first AND NEW.last = NEW.first - 1) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'number_line: numbers are taken one by one';
END $$;
CREATE OR REPLACE TRIGGER number_line_grows BEFORE UPDATE ON number_line
FOR EACH ROW EXECUTE FUNCTION wd_number_grows();

-- The life cycle. One act may take several steps (assign and claim), so the steps are checked
-- where they are written: each must be a legal move that a duty of this account covers, and go on
-- from the one before. At the commit the last of them must end where the case stands.
CREATE OR REPLACE FUNCTION wd_event_moves() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, windowdesk, pg_temp
AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM transition
        WHERE source = NEW.source AND move = NEW.move AND target = NEW.target
            AND role = ANY (wd_duties())
    ) THEN
        RAISE EXCEPTION 'case_event: no such move for this account' USING ERRCODE = '42501';
    END IF;
    IF NEW.seq > 1 AND NOT EXISTS (
        SELECT 1 FROM case_event
        WHERE case_id = NEW.case_id AND seq = NEW.seq - 1
            AND target = NEW.source AND hash = NEW.previous
    ) THEN
        RAISE EXCEPTION 'case_event: does not go on from the step before';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER event_moves BEFORE INSERT ON case_event
FOR EACH ROW EXECUTE FUNCTION wd_event_moves();

-- Definer's rights: at the commit a department that was asked has answered, and sees it no more.
CREATE OR REPLACE FUNCTION wd_case_ends() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, windowdesk, pg_temp
AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM case_event
        WHERE case_id = NEW.case_id AND seq = NEW.event_count
            AND target = NEW.state AND hash = NEW.head
    ) THEN
        RAISE EXCEPTION 'case_: no such move';
    END IF;
    RETURN NULL;
END $$;
-- Constraint triggers cannot be replaced.
DROP TRIGGER IF EXISTS case_ends ON case_;
CREATE CONSTRAINT TRIGGER case_ends AFTER INSERT OR UPDATE ON case_
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wd_case_ends();

-- Papers without bytes. Definer's rights: nobody writes this table by hand.
CREATE OR REPLACE FUNCTION wd_document_waits() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, windowdesk, pg_temp
AS $$
BEGIN
    INSERT INTO render_queue (document_id, centre, department)
    VALUES (NEW.document_id, NEW.centre, NEW.department);
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER document_waits AFTER INSERT ON document
FOR EACH ROW EXECUTE FUNCTION wd_document_waits();

CREATE OR REPLACE FUNCTION wd_document_rendered() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, windowdesk, pg_temp
AS $$
BEGIN
    DELETE FROM render_queue WHERE document_id = NEW.document_id;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER document_rendered AFTER INSERT ON document_file
FOR EACH ROW EXECUTE FUNCTION wd_document_rendered();

-- Who sees which rows. The helpers stand in a SELECT of their own, so that each is asked once a
-- statement and not once a row.
DO $$
DECLARE
    kept text;
    seen text;
    acted text;
    here CONSTANT text := 'centre = (SELECT wd_centre())';
    mine CONSTANT text := here || ' AND ((SELECT wd_sees_all_departments())'
        ' OR department = (SELECT wd_department()))';
    called CONSTANT text := here || ' AND ((SELECT wd_sees_all_departments())'
        ' OR department = (SELECT wd_department()) OR case_id = ANY ((SELECT wd_called())::bigint[]))';
    -- A duty may be lent for some days (wd_duties), a grant cannot: what clerks alone write is
    -- granted to all who move cases, and asked here.
    at_window CONSTANT text := ' AND (SELECT wd_duties()) && ARRAY[''clerk'', ''agent'']';
    -- Tables of bytes and of what is drawn know their paper, not their case.
    papers CONSTANT text := here || ' AND ((SELECT wd_sees_all_departments())'
        ' OR department = (SELECT wd_department()) OR document_id IN (SELECT document_id'
        ' FROM document WHERE case_id = ANY ((SELECT wd_called())::bigint[])))';
BEGIN
    -- The third column is the rule for what is written: nobody writes in another one's name.
    FOR kept, seen, acted IN SELECT * FROM (VALUES
        ('centre', 'code = (SELECT wd_centre())', 'code = (SELECT wd_centre())'),
        ('account', here, here),
        ('item_version', here, here),
        ('party', here, here || at_window),
        ('party_key', here, here || at_window),
        ('number_line', here, here),
        ('audit_log', here, here || ' AND login = (SELECT wd_login())'),
        ('case_', called, called),
        ('case_key', mine, mine || at_window),
        ('case_event', called, called || ' AND actor = (SELECT wd_login())'),
        ('document', called, called || ' AND signer = (SELECT wd_login())'),
        ('render_queue', papers, papers),
        ('document_file', papers, papers),
        ('print_job', called, called),
        ('case_todo', here, here),
        ('custody', here, here),
        ('warning', mine || ' OR ' || here || ' AND login = (SELECT wd_login())',
            mine || ' OR ' || here || ' AND login = (SELECT wd_login())'),
        ('signing_key', here, here),
        ('sealing', called, called || ' AND login = (SELECT wd_login())'),
        ('sealed_file', papers, papers),
        ('stand_in', here, here || ' AND made_by = (SELECT wd_login())'),
        ('item_draft', here, here),
        ('item_admission', here, here || ' AND login = (SELECT wd_login())'),
        ('attachment', called, called || ' AND login = (SELECT wd_login())'),
        -- Bytes are seen by whoever sees an attachment that they belong to.
        ('attachment_file', here || ' AND EXISTS (SELECT FROM attachment a'
            ' WHERE a.centre = attachment_file.centre AND a.sha256 = attachment_file.sha256)',
            here),
        ('consultation', here, here || at_window || ' AND login = (SELECT wd_login())'),
        ('number_gap', here, 'false'),
        ('seal', here, here || ' AND login = (SELECT wd_login())'),
        ('saved_filter', here || ' AND (shared OR login = (SELECT wd_login()))',
            here || ' AND login = (SELECT wd_login())')
    ) AS rules LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', kept);
        EXECUTE format('DROP POLICY IF EXISTS seen ON %I', kept);
        EXECUTE format('DROP POLICY IF EXISTS added ON %I', kept);
        EXECUTE format('DROP POLICY IF EXISTS changed ON %I', kept);
        EXECUTE format('DROP POLICY IF EXISTS removed ON %I', kept);
        EXECUTE format('CREATE POLICY seen ON %I FOR SELECT USING (%s)', kept, seen);
        EXECUTE format('CREATE POLICY added ON %I FOR INSERT WITH CHECK (%s)', kept, acted);
        EXECUTE format('CREATE POLICY changed ON %I FOR UPDATE USING (%s)', kept, acted);
        EXECUTE format('CREATE POLICY removed ON %I FOR DELETE USING (%s)', kept, acted);
    END LOOP;
END $$;
-- Whoever may give an order may end another one's; who gave it and what it says never change.
DROP POLICY changed ON stand_in;
CREATE POLICY changed ON stand_in FOR UPDATE USING (centre = (SELECT wd_centre()));
ALTER TABLE credential ENABLE ROW LEVEL SECURITY;

-- Grants, by duty. Everything is taken back first, so that a narrower grant narrows.
CREATE OR REPLACE FUNCTION wd_grant(privileges text, VARIADIC duties text[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, windowdesk, pg_temp
AS $$
DECLARE duty text;
BEGIN
    FOREACH duty IN ARRAY duties LOOP
        EXECUTE format('GRANT %s TO %I', privileges, wd_role_name('wd_' || duty));
    END LOOP;
END $$;

DO $$
DECLARE
    duty text;
    names text[] := ARRAY[
        'staff', 'clerk', 'reviewer', 'approver', 'head', 'issuer', 'archivist', 'supervisor',
        'county', 'agent', 'admin', 'system'
    ];
    -- Those who make moves, of any kind.
    movers text[] := ARRAY[
        'clerk', 'reviewer', 'approver', 'head', 'issuer', 'archivist', 'supervisor', 'agent',
        'system'
    ];
BEGIN
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    REVOKE ALL ON SCHEMA windowdesk FROM PUBLIC;
    REVOKE ALL ON ALL TABLES IN SCHEMA windowdesk FROM PUBLIC;
    REVOKE ALL ON ALL FUNCTIONS IN SCHEMA windowdesk FROM PUBLIC;
    FOREACH duty IN ARRAY names LOOP
        EXECUTE format('REVOKE ALL ON ALL TABLES IN SCHEMA windowdesk FROM %I',
            wd_role_name('wd_' || duty));
        EXECUTE format('REVOKE ALL ON ALL FUNCTIONS IN SCHEMA windowdesk FROM %I',
            wd_role_name('wd_' || duty));
    END LOOP;

    PERFORM wd_grant('USAGE ON SCHEMA windowdesk', 'staff');
    PERFORM wd_grant('EXECUTE ON FUNCTION wd_role_name(text), wd_login(), wd_centre(),
        wd_department(), wd_sees_all_departments(), wd_duties(), wd_called(),
        wd_set_password(text, text, boolean)', 'staff');
    PERFORM wd_grant('EXECUTE ON FUNCTION wd_let_in(text, boolean),
        wd_change_account(text, text, text[], text, text),
        wd_add_account(text, text, text[], text, text, boolean, text)', 'admin');
    PERFORM wd_grant('SELECT ON alembic_version, schema_info, transition, centre, account,
        item_version, template_text', 'staff');
    PERFORM wd_grant('INSERT ON audit_log', 'staff');
    PERFORM wd_grant('SELECT ON audit_log', 'admin', 'supervisor');

    -- An administrator reads cases to verify them, and makes the two moves that hand over what a
    -- leaver holds; the life cycle allows him no other.
    PERFORM wd_grant('SELECT ON case_, case_key, case_event, party, party_key, number_line,
        document, render_queue, document_file, print_job', VARIADIC movers || 'admin'::text);
    PERFORM wd_grant('UPDATE (state, desk, item_id, item_version, item_name, service_type,
        applicant_name, id_masked, village, service_window, due_on, amber_on,
        statutory_on, statutory_amber_on, step_due_on, provisional, clock_paused,
        accepter, accepter_name, holder, holder_name, claimed_until, event_count, head, last_at,
        body, version, accepted_at, decided_at, pickup_code, bundle) ON case_', VARIADIC movers || 'admin'::text);
    PERFORM wd_grant('INSERT ON case_event', VARIADIC movers || 'admin'::text);
    PERFORM wd_grant('INSERT ON document, document_file, template_text, print_job',
        VARIADIC movers);
    PERFORM wd_grant('INSERT, UPDATE ON number_line', VARIADIC movers);
    PERFORM wd_grant('UPDATE (service_window, state, reprint, printer, job, reason, version)
        ON print_job', VARIADIC movers);
    PERFORM wd_grant('INSERT ON case_, case_key, party', VARIADIC movers);
    PERFORM wd_grant('INSERT, DELETE ON party_key', VARIADIC movers);
    PERFORM wd_grant('UPDATE (kind, name, id_kind, id_number, id_masked, birth_on, sex, phone,
        address, village, representative, note, version) ON party', VARIADIC movers);

    PERFORM wd_grant('SELECT ON case_todo, custody, warning, stand_in', 'staff');
    -- Whoever issues papers signs them.
    PERFORM wd_grant('SELECT ON signing_key', VARIADIC movers || 'admin'::text);
    PERFORM wd_grant('INSERT ON signing_key', 'admin');
    PERFORM wd_grant('SELECT ON sealing, sealed_file', VARIADIC movers || 'admin'::text);
    PERFORM wd_grant('INSERT ON sealing, sealed_file', VARIADIC movers);
    PERFORM wd_grant('INSERT, DELETE ON case_todo, custody', VARIADIC movers || 'admin'::text);
    PERFORM wd_grant('INSERT, UPDATE (seen_by, seen_at) ON warning', 'staff');
    PERFORM wd_grant('INSERT, UPDATE (ended_on, version) ON stand_in', 'admin', 'head');

    PERFORM wd_grant('SELECT ON item_draft, item_admission, consultation, seal, number_gap,
        saved_filter',
        'staff');
    PERFORM wd_grant('INSERT, UPDATE, DELETE ON saved_filter', 'staff');
    PERFORM wd_grant('SELECT ON attachment, attachment_file', VARIADIC movers || 'admin'::text);
    PERFORM wd_grant('INSERT ON attachment, attachment_file', VARIADIC movers);
    PERFORM wd_grant('INSERT ON consultation', VARIADIC movers);
    PERFORM wd_grant('INSERT ON seal', VARIADIC movers || 'admin'::text);
    PERFORM wd_grant('INSERT, UPDATE, DELETE ON item_draft', 'admin');
    PERFORM wd_grant('INSERT ON item_admission', 'admin');
    PERFORM wd_grant('INSERT ON item_version', 'admin');
    PERFORM wd_grant('UPDATE (body, version, catalogue) ON centre', 'admin');
    PERFORM wd_grant('INSERT, UPDATE ON number_line', 'admin');
END $$;

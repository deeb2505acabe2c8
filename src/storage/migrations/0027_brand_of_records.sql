-- Under which brand a submission or a file was recorded: that brand's manager reaches it while the party's grant holds.
-- (clauses 4.2, 9.4.2)
ALTER TABLE submission ADD COLUMN brand_id {id};  -- of the product that it speaks of
ALTER TABLE media ADD COLUMN brand_id {id};

UPDATE submission SET brand_id = (SELECT t.brand_id FROM review_task t WHERE t.submission_id = submission.submission_id)
    WHERE state = 'submitted';
UPDATE submission SET brand_id = (SELECT MIN(p.brand_id) FROM event_key k JOIN trace_event e ON e.event_id = k.event_id
        JOIN lot l ON l.lot_id = e.lot_id JOIN product p ON p.product_id = l.product_id
        WHERE k.submission_id = submission.submission_id)
    WHERE brand_id IS NULL;
UPDATE submission SET brand_id = (SELECT MIN(p.brand_id) FROM product_version v JOIN product p ON p.product_id = v.product_id
        WHERE v.submission_id = submission.submission_id)
    WHERE brand_id IS NULL AND submission_id IN (SELECT submission_id FROM product_version);

UPDATE media SET brand_id = CASE subject
    WHEN 'product' THEN (SELECT p.brand_id FROM product p WHERE p.product_id = media.subject_id)
    WHEN 'lot' THEN (SELECT p.brand_id FROM lot l JOIN product p ON p.product_id = l.product_id WHERE l.lot_id = media.subject_id)
    WHEN 'event' THEN (SELECT MIN(p.brand_id) FROM trace_event e JOIN lot l ON l.lot_id = e.lot_id
        JOIN product p ON p.product_id = l.product_id WHERE e.event_id = media.subject_id)
    WHEN 'submission' THEN (SELECT s.brand_id FROM submission s WHERE s.submission_id = media.subject_id)
    ELSE (SELECT p.brand_id FROM shipment_link s JOIN lot l ON l.lot_id = s.lot_id JOIN product p ON p.product_id = l.product_id
        WHERE s.shipment_link_id = media.subject_id) END;

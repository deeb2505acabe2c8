#pragma once
// Every bound of the system, unit last. Tests try n−1, n and n+1.
#include <cstddef>
#include <cstdint>

namespace qy::limits {

// Reading input
inline constexpr std::size_t json_depth_max = 32;
inline constexpr std::size_t import_bytes_max = 64U << 20U;
inline constexpr std::size_t import_rows_max = 1'000'000;
inline constexpr std::size_t import_columns_max = 200;
inline constexpr std::size_t import_cell_code_points_max = 4'000;
inline constexpr std::size_t import_header_rows_max = 40;      // rows, blank ones apart, that may hold the header
inline constexpr std::size_t import_skipped_told_max = 1'000;  // totals, notes …; more are counted
inline constexpr std::size_t capture_rows_per_request_max = 1'000;
inline constexpr std::size_t row_faults_max = 50;

inline constexpr std::size_t import_mapping_columns_max = 200;
inline constexpr std::size_t upload_part_bytes_max = 4U << 20U;
inline constexpr std::int64_t import_rows_told_max = 1'000;  // outcomes of one answer
inline constexpr std::size_t preview_rows_max = 20;
inline constexpr std::size_t preview_faults_max = 1'000;  // faulty rows; more are counted

// Workbooks
inline constexpr std::size_t sheets_max = 500;
inline constexpr std::size_t sheet_parts_max = 10'000;
inline constexpr std::uint64_t sheet_part_bytes_max = 1ULL << 30U;  // of one part, unpacked
inline constexpr std::size_t sheet_texts_max = 8'000'000;           // shared by the cells
inline constexpr std::size_t sheet_formats_max = 65'536;
inline constexpr std::size_t sheet_merges_max = 100'000;
inline constexpr std::size_t sheet_cell_bytes_max = 160U << 10U;   // a cell holds 32,767 characters at most
inline constexpr std::uint64_t sheet_token_bytes_max = 4U << 20U;  // of one tag
inline constexpr std::size_t sheet_xml_depth_max = 64;

// EPCIS documents
inline constexpr std::size_t epcis_events_per_document_max = 100'000;
inline constexpr std::size_t epcis_depth_max = 40;                // levels of objects, lists and elements
inline constexpr std::size_t epcis_list_items_max = 10'000;       // EPCs, quantities, reports … of one list
inline constexpr std::size_t epcis_members_max = 500;             // of one object
inline constexpr std::size_t epcis_nodes_per_event_max = 50'000;  // values of one event, all levels together
inline constexpr std::size_t epcis_event_bytes_max = 1U << 20U;   // of one event, written as JSON
inline constexpr std::size_t epcis_uri_code_points_max = 4'096;
inline constexpr std::size_t epcis_key_bytes_max = 1'000;  // identifiers that are looked up: of events, items, places
inline constexpr std::size_t epcis_context_entries_max = 200;
inline constexpr std::size_t epcis_namespaces_per_event_max = 50;
inline constexpr std::size_t epcis_links_per_event_max = 10'000;     // inputs of a transformation times outputs
inline constexpr std::size_t epcis_subjects_per_event_max = 10'000;  // what one event is stored under

// Field lengths, in code points
inline constexpr std::size_t name_code_points_max = 200;
inline constexpr std::size_t lot_number_code_points_max = 64;
inline constexpr std::size_t short_text_code_points_max = 500;
inline constexpr std::size_t long_text_code_points_max = 4'000;
inline constexpr std::size_t event_key_code_points_max = 128;
inline constexpr std::size_t sensor_readings_per_event_max = 2'000;
inline constexpr std::size_t inputs_per_event_max = 200;

// Trace query
inline constexpr std::size_t trace_depth_max = 12;      // links from the asked lot
inline constexpr std::size_t trace_nodes_max = 500;     // lots and logistic units in one answer
inline constexpr std::size_t trace_events_max = 2'000;  // events in one answer
inline constexpr std::size_t trace_candidates_max = 20;
inline constexpr std::size_t trace_links_per_node_max = 8;  // read per node that an answer may hold
inline constexpr std::size_t trace_rows_per_event_max = 4;  // looked at per event that an answer may hold
inline constexpr std::size_t search_results_max = 50;
inline constexpr std::size_t search_query_code_points_max = 64;
inline constexpr std::int64_t search_candidates_max = 1'000;  // checked per way of reading a query
inline constexpr std::int64_t search_lots_per_product_max = 3;
inline constexpr std::size_t event_subject_copies_max = 256;
inline constexpr std::size_t event_copies_bytes_max = 4U << 20U;  // of one event, all full copies together

// Codes
inline constexpr std::uint64_t code_serials = 10'000'000'000'000ULL;  // 13 digits
inline constexpr std::int64_t codes_per_range_max = 10'000'000;
inline constexpr int pin_tries_per_hour_max = 5;
inline constexpr int code_range_depth_max = 6;  // issued block, consignments, cartons: ranges around one serial
inline constexpr std::size_t code_alias_code_points_max = 128;
inline constexpr std::size_t codes_per_check_max = 10'000;
inline constexpr std::int64_t cartons_per_request_max = 500;  // numbered or labelled at once
inline constexpr std::size_t label_spans_max = 200;  // of spoiled, damaged, missing or unused labels, told at once
inline constexpr std::int64_t labels_per_pdf_max = 20'000;  // a PDF keeps something of each page until its end
inline constexpr std::int64_t labels_per_zpl_max = 200'000;
inline constexpr std::int64_t labels_per_chunk = 200;  // drawn between two pieces that are sent
inline constexpr std::size_t code_export_chunk_bytes = 64U << 10U;
inline constexpr std::int64_t code_ranges_per_answer_max = 200;

// Cryptography
inline constexpr std::size_t locked_key_bytes = 64 * 1024;   // pages of keys that are kept out of swap
inline constexpr std::size_t sm2_plaintext_bytes_max = 255;  // some libraries end there; SM2 is for wrapping keys
inline constexpr std::size_t pem_bytes_max = 16U << 10U;
inline constexpr std::size_t password_bytes_max = 1'024;
inline constexpr std::size_t password_code_points_max = 128;
inline constexpr int key_epoch_max = 65'535;  // two bytes in a sealed field; codes have nine
inline constexpr std::size_t keyring_keys_max = 10'000;

// Scans
inline constexpr std::int64_t scan_merge_seconds = 30 * 60;
inline constexpr std::int64_t scan_flush_ms = 500;
inline constexpr std::size_t scan_cache_codes_max = 50'000;
inline constexpr std::size_t scan_pending_max = 100'000;      // scans not yet durable; then `busy`
inline constexpr std::size_t scan_devices_per_code_max = 64;  // the newest: whose repeats are told
inline constexpr std::int64_t beacon_bucket_seconds = 10 * 60;

// Answers that stand ready in memory
inline constexpr std::size_t ready_answer_bytes_max = 64U << 20U;  // all of them together
inline constexpr std::int64_t ready_answer_ms_max = 1'000;  // then it is asked for again: dates pass, others write

// HTTP
inline constexpr std::size_t http_header_bytes_max = 16U << 10U;
inline constexpr std::size_t http_body_bytes_max = 8U << 20U;
inline constexpr std::size_t http_operator_body_bytes_max = 96U << 20U;  // an import file in base64
inline constexpr std::size_t http_target_bytes_max = 8U << 10U;
inline constexpr std::int64_t http_header_timeout_ms = 10'000;
inline constexpr std::int64_t http_body_timeout_ms = 30'000;
inline constexpr std::int64_t http_write_timeout_ms = 30'000;
inline constexpr std::int64_t http_idle_timeout_ms = 60'000;
inline constexpr std::size_t http_connections_max = 20'000;
inline constexpr std::size_t http_connections_per_address_max = 1'000;
inline constexpr std::size_t http_pending_requests_max = 1'024;  // waiting for a worker; then `busy`
inline constexpr std::size_t http_header_fields_max = 100;
inline constexpr std::size_t http_buffered_bytes_max = 512U << 20U;  // request bodies of all connections together
inline constexpr std::int64_t http_least_bytes_per_second = 500;     // slower bodies and readers are cut off
inline constexpr std::int64_t http_linger_ms = 2'000;                // a refused client may still read why
inline constexpr std::size_t http_rate_addresses_max = 200'000;
inline constexpr std::int64_t shutdown_grace_ms = 10'000;
inline constexpr std::size_t outgoing_answer_bytes_max = 64U << 10U;  // of a server that we ask

// Lists
inline constexpr std::int64_t list_items_default = 50;
inline constexpr std::int64_t list_items_max = 200;
inline constexpr std::int64_t decisions_per_request_max = 1'000;  // submissions of an import that are decided at once

// Storage
inline constexpr std::size_t write_group_max = 256;  // closures that share one commit

// Audit
inline constexpr std::int64_t audit_retention_days_min = 180;
inline constexpr std::int64_t audit_cut_records_max = 10'000;    // removed in one transaction
inline constexpr std::size_t audit_faults_told_max = 100;        // of one verification
inline constexpr std::int64_t audit_page_records = 1'000;        // read at once by verification and export
inline constexpr std::int64_t audit_anonymous_per_minute = 600;  // records of visitors; more are counted, not kept
inline constexpr std::size_t syslog_message_bytes_max = 8U << 10U;
inline constexpr std::size_t security_log_waiting_bytes_max = 4U << 20U;
inline constexpr std::size_t security_log_file_bytes_max = 16U << 20U;
inline constexpr int security_log_files_max = 5;

}  // namespace qy::limits

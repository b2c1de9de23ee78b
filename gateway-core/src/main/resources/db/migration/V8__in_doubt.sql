-- Only what is in doubt is in it, so that it is counted without a look at all the rest.
create index cancellation_in_doubt on cancellation (supplier) where status = 'IN_DOUBT';

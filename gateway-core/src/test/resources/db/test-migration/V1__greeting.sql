CREATE TABLE greeting (word text NOT NULL);
INSERT INTO greeting VALUES ('hello');
